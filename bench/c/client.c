/*
 * A WebSocket client for benchmarks: one thread, epoll.
 *
 *   client PORT read CONNECTIONS SECONDS BYTES         counts the frames of a server that sends messages of BYTES back
 *   client PORT HOW CONNECTIONS SECONDS BYTES [BLOCK]  sends blocks of at most BLOCK bytes, 65483 by default
 *
 * HOW is one of
 *   pool      masked frames from a pool of 256 KiB, as fast as possible
 *   fresh     each frame with a new mask, from an ordinary generator
 *   writev    like pool, four blocks in each system call
 *   zerocopy  like pool, with MSG_ZEROCOPY
 *
 * Prints the number of frames, the seconds from the first to the last, and the CPU seconds of the whole process.
 */
#include "frames.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define POOL_BYTES (256 << 10)
/* The last word of a frame is written whole. */
#define SPARE 8
#define BLOCKS_PER_CALL 4

struct link {
    int fd;
    struct input in;
    uint8_t *rest;             /* what the socket has not taken of a block */
    size_t rest_bytes;
    uint8_t *own;              /* memory for that, with fresh masks */
};

static const char *how;
static size_t payload_bytes, frame_bytes, block_bytes, pool_bytes;
static uint64_t *message;      /* in words of eight bytes, the last one padded */
static uint8_t *pool;
static size_t next_block;
static uint64_t random_state[2];

/* xorshift128+ */
static uint32_t random_mask(void) {
    uint64_t a = random_state[0], b = random_state[1];
    random_state[0] = b;
    a ^= a << 23;
    random_state[1] = a ^ b ^ a >> 17 ^ b >> 26;
    return (random_state[1] + b) >> 32;
}

/* Writes one frame; up to SPARE bytes more may be overwritten. */
static inline uint8_t *put_frame(uint8_t *to, int opcode, size_t length) {
    uint32_t mask = random_mask();
    to += put_header(to, opcode, length, 1);
    memcpy(to, &mask, 4);
    to += 4;
    uint64_t wide = (uint64_t) mask << 32 | mask;
    for (size_t i = 0; i < (length + 7) / 8; i++) {
        uint64_t word = message[i] ^ wide;
        memcpy(to + 8 * i, &word, 8);
    }
    return to + length;
}

static void put_frames(uint8_t *to, size_t bytes) {
    for (uint8_t *end = to + bytes; to < end;) {
        to = put_frame(to, TEXT, payload_bytes);
    }
}

static void upgrade(int fd, const char *path) {
    char request[300], answer[4096] = "";
    int length = snprintf(request, sizeof request,
                          "GET %s HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", path);
    if (send(fd, request, length, 0) != length) {
        die("upgrade");
    }
    for (size_t bytes = 0; !strstr(answer, "\r\n\r\n");) {
        ssize_t n = recv(fd, answer + bytes, 1, 0);
        if (n <= 0 || ++bytes == sizeof answer - 1) {
            die("upgrade");
        }
    }
    if (strncmp(answer, "HTTP/1.1 101", 12) != 0) {
        fprintf(stderr, "refused: %s", answer);
        exit(1);
    }
}

static struct link *connect_all(int port, int count, const char *path, int epoll, uint32_t events) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct link *links = calloc(count, sizeof *links);
    for (int i = 0; i < count; i++) {
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1, buffer = 256 << 10;
        if (fd < 0 || connect(fd, (struct sockaddr *) &address, sizeof address) < 0) {
            die("connect");
        }
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        /* As much as the engine allows on this machine. */
        setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
        setsockopt(fd, SOL_SOCKET, SO_ZEROCOPY, &on, sizeof on);
        upgrade(fd, path);
        fcntl(fd, F_SETFL, O_NONBLOCK);
        links[i].fd = fd;
        struct epoll_event event = {.events = events, .data.ptr = &links[i]};
        epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    }
    return links;
}

static uint8_t *next_pooled(void) {
    uint8_t *block = pool + next_block;
    next_block = next_block + block_bytes == pool_bytes ? 0 : next_block + block_bytes;
    return block;
}

/* Keeps what the socket has not taken. Returns the number of bytes that it has taken. */
static ssize_t sent(struct link *link, uint8_t *bytes, size_t all, ssize_t n) {
    if (n < 0 && errno != EAGAIN && errno != ENOBUFS) {
        die("send");
    }
    n = n < 0 ? 0 : n;
    link->rest = bytes + n;
    link->rest_bytes = all - n;
    return n;
}

static ssize_t send_one(struct link *link) {
    uint8_t *bytes = link->rest;
    size_t all = link->rest_bytes;
    if (all == 0) {
        all = block_bytes;
        bytes = *how == 'f' ? pool : next_pooled();
        if (*how == 'f') {
            put_frames(pool, block_bytes);
        }
    }
    int flags = MSG_NOSIGNAL | (*how == 'z' ? MSG_ZEROCOPY : 0);
    ssize_t n = sent(link, bytes, all, send(link->fd, bytes, all, flags));
    if (*how == 'f' && link->rest_bytes > 0 && link->rest >= pool && link->rest < pool + block_bytes) {
        link->own = link->own ? link->own : malloc(block_bytes);
        memcpy(link->own, link->rest, link->rest_bytes);
        link->rest = link->own;
    }
    return n;
}

/* The rest of a block, or several blocks in one system call. */
static ssize_t send_several(struct link *link) {
    if (link->rest_bytes > 0) {
        return send_one(link);
    }
    struct iovec parts[BLOCKS_PER_CALL];
    for (int i = 0; i < BLOCKS_PER_CALL; i++) {
        parts[i] = (struct iovec){next_pooled(), block_bytes};
    }
    ssize_t n = writev(link->fd, parts, BLOCKS_PER_CALL);
    if (n <= 0) {
        return sent(link, NULL, 0, n);
    }
    if (n % block_bytes > 0) {
        sent(link, parts[n / block_bytes].iov_base, block_bytes, n % block_bytes);
    }
    return n;
}

/* The kernel reports here which zero-copy sends are done. The pool's content never changes, so it does not matter. */
static void drain_errors(int fd) {
    char control[256];
    struct msghdr message = {.msg_control = control, .msg_controllen = sizeof control};
    while (recvmsg(fd, &message, MSG_ERRQUEUE | MSG_DONTWAIT) >= 0) {
        message.msg_controllen = sizeof control;
    }
}

static uint64_t flood(int epoll, int64_t until) {
    struct epoll_event events[64];
    uint64_t bytes = 0;
    while (nanos(CLOCK_MONOTONIC) < until) {
        int ready = epoll_wait(epoll, events, 64, 100);
        for (int i = 0; i < ready; i++) {
            struct link *link = events[i].data.ptr;
            if (events[i].events & EPOLLERR) {
                drain_errors(link->fd);
            }
            bytes += *how == 'w' ? send_several(link) : send_one(link);
        }
    }
    return bytes / frame_bytes;
}

static void control(void *user, const struct frame *frame, const uint8_t *payload) {
    (void) user, (void) frame, (void) payload;
}

static uint64_t count(int epoll, int64_t until) {
    static uint8_t buffer[LONGEST_CONTROL + READ_BYTES];
    struct epoll_event events[64];
    uint64_t frames = 0;
    while (nanos(CLOCK_MONOTONIC) < until) {
        int ready = epoll_wait(epoll, events, 64, 100);
        for (int i = 0; i < ready; i++) {
            struct link *link = events[i].data.ptr;
            ssize_t n = recv(link->fd, buffer + LONGEST_CONTROL, READ_BYTES, 0);
            if (n == 0 || (n < 0 && errno != EAGAIN)) {
                die("recv");
            }
            uint64_t before = link->in.frames;
            if (n > 0) {
                count_frames(&link->in, buffer + LONGEST_CONTROL, n, 0, NULL, control);
            }
            frames += link->in.frames - before;
        }
    }
    return frames;
}

int main(int argc, char **argv) {
    if (argc < 6) {
        fprintf(stderr, "usage: client PORT read|pool|fresh|writev|zerocopy CONNECTIONS SECONDS BYTES [BLOCK]\n");
        return 2;
    }
    how = argv[2];
    int connections = atoi(argv[3]), reads = *how == 'r';
    payload_bytes = atol(argv[5]);
    frame_bytes = header_bytes(payload_bytes) + 4 + payload_bytes;
    size_t most = argc > 6 ? atol(argv[6]) : BLOCK_BYTES;
    block_bytes = most < frame_bytes ? frame_bytes : most / frame_bytes * frame_bytes;
    pool_bytes = (POOL_BYTES < block_bytes ? 1 : POOL_BYTES / block_bytes) * block_bytes;
    if (getrandom(random_state, sizeof random_state, 0) < 0) {
        die("getrandom");
    }
    message = aligned_alloc(64, (payload_bytes + 64 + 63) / 64 * 64);
    memset(message, 'x', payload_bytes + 8);
    pool = aligned_alloc(4096, (pool_bytes + SPARE + 4095) / 4096 * 4096);
    put_frames(pool, pool_bytes);

    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct link *links = connect_all(atoi(argv[1]), connections, reads ? "/send" : "/count", epoll,
                                     reads ? EPOLLIN : EPOLLOUT);
    int64_t start = nanos(CLOCK_MONOTONIC);
    for (int i = 0; reads && i < connections; i++) {
        if (send(links[i].fd, pool, frame_bytes, 0) < 0) {
            die("send");
        }
    }
    int64_t until = start + (int64_t) (atof(argv[4]) * 1e9);
    uint64_t frames = reads ? count(epoll, until) : flood(epoll, until);
    printf("%llu %.6f %.6f\n", (unsigned long long) frames, (nanos(CLOCK_MONOTONIC) - start) / 1e9,
           nanos(CLOCK_PROCESS_CPUTIME_ID) / 1e9);
    return 0;
}
