/* What peer.c and client.c have in common: WebSocket frames (RFC 6455 section 5.2), and a few helpers. */
#ifndef FRAMES_H
#define FRAMES_H

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10 };

/* One segment on the loopback interface, as in the engine's FrameBlock. */
#define BLOCK_BYTES 65483
#define READ_BYTES (256 << 10)
#define MOST_HEADER 14
#define LONGEST_CONTROL (MOST_HEADER + 125)

static void die(const char *what) {
    perror(what);
    exit(1);
}

static int64_t nanos(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int header_bytes(size_t length) {
    return length <= 125 ? 2 : length <= 0xffff ? 4 : 10;
}

/* Writes a header without a mask, and returns its length. */
static int put_header(uint8_t *to, int opcode, size_t length, int masked) {
    int bytes = header_bytes(length);
    to[0] = 0x80 | opcode;
    to[1] = (masked ? 0x80 : 0) | (bytes == 2 ? length : bytes == 4 ? 126 : 127);
    for (int i = bytes - 1; i >= 2; i--, length >>= 8) {
        to[i] = length & 0xff;
    }
    return bytes;
}

/* A frame that has arrived at least as far as its header. */
struct frame {
    int opcode;
    int header;
    uint64_t length;
    const uint8_t *mask;
};

/*
 * Reads a header, strictly: no fragments, no reserved bits, masked or not as is due, the length in the fewest bytes.
 * Returns 0 if it is incomplete.
 */
static inline int read_header(const uint8_t *at, size_t bytes, int masked, struct frame *frame) {
    if (bytes < 2) {
        return 0;
    }
    int opcode = at[0] & 0xf;
    int known = opcode == TEXT || opcode == BINARY || (opcode >= CLOSE && opcode <= PONG);
    int length = at[1] & 0x7f;
    int header = length < 126 ? 2 : length == 126 ? 4 : 10;
    if ((at[0] & 0xf0) != 0x80 || !known || at[1] >> 7 != masked || (opcode >= CLOSE && length > 125)) {
        fprintf(stderr, "not a frame: %02x %02x\n", at[0], at[1]);
        exit(1);
    }
    if (bytes < (size_t) header + 4 * masked) {
        return 0;
    }
    uint64_t long_length = length;
    if (header > 2) {
        long_length = 0;
        for (int i = 2; i < header; i++) {
            long_length = long_length << 8 | at[i];
        }
        if (header_bytes(long_length) != header) {
            fprintf(stderr, "a length must be encoded in the fewest bytes\n");
            exit(1);
        }
    }
    *frame = (struct frame){opcode, header + 4 * masked, long_length, at + header};
    return 1;
}

/* The frames of one connection's input. */
struct input {
    uint64_t frames;      /* whole data frames so far */
    uint64_t rest;        /* bytes of the current data frame that have not arrived */
    size_t kept;          /* bytes of an incomplete header or control frame */
    uint8_t part[LONGEST_CONTROL];
};

/*
 * Counts the data frames in what was read into "at", which must have room for LONGEST_CONTROL bytes before it. Calls
 * "control" for each control frame.
 */
static void count_frames(struct input *in, uint8_t *at, size_t bytes, int masked, void *user,
                         void (*control)(void *user, const struct frame *frame, const uint8_t *payload)) {
    uint8_t *end = at + bytes;
    at -= in->kept;
    memcpy(at, in->part, in->kept);
    in->kept = 0;
    if (in->rest > 0) {
        if (in->rest > (uint64_t) (end - at)) {
            in->rest -= end - at;
            return;
        }
        at += in->rest;
        in->rest = 0;
        in->frames++;
    }
    struct frame frame;
    while (at < end) {
        int whole = read_header(at, end - at, masked, &frame);
        uint64_t length = whole ? frame.header + frame.length : 0;
        whole = whole && length <= (uint64_t) (end - at);
        if (whole && frame.opcode < CLOSE) {
            in->frames++;
        } else if (whole) {
            control(user, &frame, at + frame.header);
        } else if (length > 0 && frame.opcode < CLOSE) {
            in->rest = length - (end - at);
            return;
        } else {
            in->kept = end - at;
            memcpy(in->part, at, in->kept);
            return;
        }
        at += length;
    }
}

#endif
