package wse.measure;

/** Whether a tier's figures describe the server, from the best verdict to the worst. */
public enum Verdict {
    /** The client had capacity to spare: the figures describe the server. */
    VALID,
    /** The storm was too short to tell whether the client had capacity to spare, and too short for a reliable rate. */
    SHORT,
    /** The client had capacity to spare, but the server lacked CPU: the figures describe the machine, not the server alone. */
    STARVED,
    /** The client itself may have been the bottleneck: the reasons are given with the figures. */
    SUSPECT,
    /** The tier was not carried out to its end: the figures cover only a part of it. */
    INCOMPLETE
}
