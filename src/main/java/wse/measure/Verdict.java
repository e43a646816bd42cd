package wse.measure;

/** Whether a tier's figures say something about the server. */
public enum Verdict {
    /** The client had head-room: the figures are the server's. */
    VALID,
    /** The client itself may have been the bottleneck: the reasons stand beside the figures. */
    SUSPECT,
    /** The tier could not be carried out to its end: the figures cover only a part. */
    INCOMPLETE
}
