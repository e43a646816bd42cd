/*
 * A WebSocket server for benchmarks: one thread, epoll.   peer PORT
 *
 * GET /count     upgrades; frames are parsed and counted, but neither unmasked nor looked into; pings are answered
 * GET /send      upgrades; the first data message is sent back over and over, in blocks, until a ping arrives
 * GET /figures   the frames counted since the last such request, the nanoseconds from the first to the last read that
 *                brought some, and the CPU time since the first, in nanoseconds
 */
#include "frames.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* The longest request, and the longest message for /send. */
#define MOST_KEPT (128 << 10)

enum duty { REQUEST, COUNT, TEMPLATE, SEND };

/* Copies of one frame, shared by all connections that send it. */
struct block {
    uint8_t *bytes;
    size_t frame, all;
    struct block *next;
};

struct peer {
    int fd;
    enum duty duty;
    struct input in;
    struct block *block;
    size_t sent, limit;               /* position in the block, and where to stop there */
    uint8_t pong[LONGEST_CONTROL];    /* the answer to a ping that arrived during the flood */
    size_t pong_bytes;
    uint8_t *kept;                    /* a request or a message for /send, while it is incomplete */
    size_t kept_bytes;
};

static int epoll;
static struct block *blocks;
static uint64_t frames;
static int64_t first, last, cpu_first;

/* SHA-1 (RFC 3174) of a message of at most 119 bytes. */
static void sha1(const char *message, uint8_t digest[20]) {
    uint32_t h[5] = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
    size_t length = strlen(message), all = (length + 9 + 63) / 64 * 64;
    uint8_t padded[128] = {0};
    memcpy(padded, message, length);
    padded[length] = 0x80;
    padded[all - 2] = length * 8 >> 8;
    padded[all - 1] = length * 8 & 0xff;
    for (size_t at = 0; at < all; at += 64) {
        uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
        for (int i = 0; i < 80; i++) {
            uint32_t x = i < 16 ? 0 : w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16];
            memcpy(&w[i], padded + at + 4 * (i & 15), 4);
            w[i] = i < 16 ? ntohl(w[i]) : x << 1 | x >> 31;
            uint32_t f = i < 20 ? (b & c) | (~b & d) : i < 40 || i >= 60 ? b ^ c ^ d : (b & c) | (b & d) | (c & d);
            uint32_t k = i < 20 ? 0x5A827999 : i < 40 ? 0x6ED9EBA1 : i < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
            uint32_t t = (a << 5 | a >> 27) + f + e + k + w[i];
            e = d, d = c, c = b << 30 | b >> 2, b = a, a = t;
        }
        h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
    }
    for (int i = 0; i < 20; i++) {
        digest[i] = h[i / 4] >> (24 - 8 * (i % 4));
    }
}

/* The value of Sec-WebSocket-Accept (RFC 6455 section 4.2.2): 20 bytes in base64. */
static void accept_value(const char *key, char out[29]) {
    static const char *digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char joined[120];
    uint8_t digest[21] = {0};
    snprintf(joined, sizeof joined, "%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
    sha1(joined, digest);
    for (int i = 0; i < 27; i++) {
        int bits = digest[i * 6 / 8] << 8 | digest[i * 6 / 8 + 1];
        out[i] = digits[bits >> (10 - i * 6 % 8) & 63];
    }
    strcpy(out + 27, "=");
}

static void watch(struct peer *peer, uint32_t events) {
    struct epoll_event event = {.events = events, .data.ptr = peer};
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, peer->fd, &event) < 0) {
        die("epoll_ctl");
    }
}

static void end(struct peer *peer) {
    close(peer->fd);
    free(peer->kept);
    peer->kept = NULL;
    peer->fd = -1;
}

/* For short answers, which a socket always takes unless it is clogged with earlier ones. */
static void answer(struct peer *peer, const void *bytes, size_t length) {
    if (send(peer->fd, bytes, length, MSG_NOSIGNAL) != (ssize_t) length) {
        end(peer);
    }
}

static void control(void *user, const struct frame *frame, const uint8_t *payload) {
    struct peer *peer = user;
    if (peer->fd < 0 || frame->opcode == PONG) {
        return;
    }
    uint8_t out[LONGEST_CONTROL];
    int header = put_header(out, frame->opcode == PING ? PONG : CLOSE, frame->length, 0);
    for (uint64_t i = 0; i < frame->length; i++) {
        out[header + i] = payload[i] ^ frame->mask[i & 3];
    }
    size_t bytes = header + frame->length;
    if (frame->opcode == PING && peer->duty == SEND && peer->pong_bytes == 0 && peer->limit > 0) {
        memcpy(peer->pong, out, bytes);
        peer->pong_bytes = bytes;
        peer->limit = (peer->sent + peer->block->frame - 1) / peer->block->frame * peer->block->frame;
        return;
    }
    answer(peer, out, bytes);
    if (frame->opcode == CLOSE && peer->fd >= 0) {
        end(peer);
    }
}

static struct block *block_of(int opcode, const uint8_t *payload, size_t length) {
    uint8_t *frame = malloc(MOST_HEADER + length);
    size_t bytes = put_header(frame, opcode, length, 0);
    memcpy(frame + bytes, payload, length);
    bytes += length;
    for (struct block *b = blocks; b; b = b->next) {
        if (b->frame == bytes && memcmp(b->bytes, frame, bytes) == 0) {
            free(frame);
            return b;
        }
    }
    struct block *b = malloc(sizeof *b);
    size_t count = bytes > BLOCK_BYTES ? 1 : BLOCK_BYTES / bytes;
    *b = (struct block){malloc(count * bytes), bytes, count * bytes, blocks};
    for (size_t i = 0; i < count; i++) {
        memcpy(b->bytes + i * bytes, frame, bytes);
    }
    free(frame);
    return blocks = b;
}

static void send_blocks(struct peer *peer) {
    for (int i = 0; i < 4 && peer->sent < peer->limit; i++) {
        ssize_t n = send(peer->fd, peer->block->bytes + peer->sent, peer->limit - peer->sent, MSG_NOSIGNAL);
        if (n < 0) {
            if (errno != EAGAIN) {
                end(peer);
            }
            return;
        }
        peer->sent += n;
        if (peer->sent == peer->limit && peer->pong_bytes == 0) {
            peer->sent = 0;
        }
    }
    if (peer->sent == peer->limit) {
        peer->limit = peer->sent = 0;
        watch(peer, EPOLLIN);
        answer(peer, peer->pong, peer->pong_bytes);
        peer->pong_bytes = 0;
    }
}

static void figures(struct peer *peer) {
    char body[100], out[200];
    int length = snprintf(body, sizeof body, "%llu %lld %lld\n", (unsigned long long) frames,
                          (long long) (last - first),
                          (long long) (first ? nanos(CLOCK_PROCESS_CPUTIME_ID) - cpu_first : 0));
    int all = snprintf(out, sizeof out, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", length,
                       body);
    answer(peer, out, all);
    frames = first = last = 0;
    if (peer->fd >= 0) {
        end(peer);
    }
}

static void request(struct peer *peer) {
    char *text = (char *) peer->kept;
    text[peer->kept_bytes] = 0;
    if (!strstr(text, "\r\n\r\n")) {
        return;
    }
    char *key = strcasestr(text, "\r\nsec-websocket-key:");
    if (!key) {
        figures(peer);
        return;
    }
    key += strlen("\r\nsec-websocket-key:");
    key += strspn(key, " ");
    char accepted[29], out[200];
    accept_value(key, accepted);
    int length = snprintf(out, sizeof out,
                          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Accept: %s\r\n\r\n", accepted);
    peer->duty = strncmp(text, "GET /send", 9) == 0 ? TEMPLATE : COUNT;
    peer->kept_bytes = 0;
    answer(peer, out, length);
}

/* Waits for a whole message, and begins to send it. */
static void template(struct peer *peer) {
    struct frame frame;
    if (!read_header(peer->kept, peer->kept_bytes, 1, &frame) || peer->kept_bytes < frame.header + frame.length) {
        return;
    }
    uint8_t *payload = peer->kept + frame.header;
    if (frame.opcode >= CLOSE) {
        control(peer, &frame, payload);
        peer->kept_bytes = 0;
        return;
    }
    uint8_t mask[4];
    memcpy(mask, frame.mask, 4);
    for (uint64_t i = 0; i < frame.length; i++) {
        payload[i] ^= mask[i & 3];
    }
    peer->block = block_of(frame.opcode, payload, frame.length);
    peer->limit = peer->block->all;
    peer->duty = SEND;
    watch(peer, EPOLLIN | EPOLLOUT);
}

static void keep(struct peer *peer, const uint8_t *bytes, size_t length) {
    if (!peer->kept) {
        peer->kept = malloc(MOST_KEPT + 1);
    }
    if (peer->kept_bytes + length > MOST_KEPT) {
        end(peer);
        return;
    }
    memcpy(peer->kept + peer->kept_bytes, bytes, length);
    peer->kept_bytes += length;
    if (peer->duty == REQUEST) {
        request(peer);
    } else {
        template(peer);
    }
}

static void receive(struct peer *peer) {
    static uint8_t buffer[LONGEST_CONTROL + READ_BYTES];
    uint8_t *at = buffer + LONGEST_CONTROL;
    ssize_t n = recv(peer->fd, at, READ_BYTES, 0);
    if (n <= 0) {
        if (n == 0 || errno != EAGAIN) {
            end(peer);
        }
        return;
    }
    if (peer->duty == REQUEST || peer->duty == TEMPLATE) {
        keep(peer, at, n);
        return;
    }
    uint64_t before = peer->in.frames;
    count_frames(&peer->in, at, n, 1, peer, control);
    if (peer->duty == COUNT && peer->in.frames > before) {
        last = nanos(CLOCK_MONOTONIC);
        if (!first) {
            first = last;
            cpu_first = nanos(CLOCK_PROCESS_CPUTIME_ID);
        }
        frames += peer->in.frames - before;
    }
}

static void accept_one(int listener) {
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
        return;
    }
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct peer *peer = calloc(1, sizeof *peer);
    peer->fd = fd;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) {
        die("epoll_ctl");
    }
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: peer PORT\n");
        return 2;
    }
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1])),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(listener, (struct sockaddr *) &address, sizeof address) < 0 || listen(listener, 4096) < 0) {
        die("listen");
    }
    epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event events[64], own = {.events = EPOLLIN};
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &own);
    for (;;) {
        int ready = epoll_wait(epoll, events, 64, -1);
        for (int i = 0; i < ready; i++) {
            struct peer *peer = events[i].data.ptr;
            if (!peer) {
                accept_one(listener);
                continue;
            }
            if (events[i].events & ~EPOLLOUT) {
                receive(peer);
            }
            if (peer->fd >= 0 && events[i].events & EPOLLOUT) {
                send_blocks(peer);
            }
            if (peer->fd < 0) {
                free(peer);
            }
        }
    }
}
