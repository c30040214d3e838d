/*
 * Sends messages over connections, each the next one when the one before has come back, and counts them. In the end each
 * connection is closed when its last message has come back.
 *
 *     echo_load <port> <connections> <bytes> <seconds to warm up> <seconds>
 *
 * Prints `begin` when it begins to count, `end <messages> <median in microseconds> <99th percentile>` when it ends.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 512, SLOTS = 1 << 20 };

struct connection {
    int fd;
    size_t missing;
    long long sent_at;
};

static char *message, *answer;
static size_t bytes;
static int counting, ending, open_connections;
static long messages;
static unsigned by_microsecond[SLOTS];

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static long long nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void send_one(struct connection *c) {
    c->sent_at = nanos();
    c->missing = bytes;
    for (size_t done = 0; done < bytes;) {
        ssize_t sent = send(c->fd, message + done, bytes - done, MSG_NOSIGNAL);
        if (sent > 0) {
            done += sent;
        } else if (errno != EAGAIN && errno != EINTR) {
            fail("send");
        }
    }
}

static void receive(struct connection *c) {
    ssize_t got = recv(c->fd, answer, c->missing, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) {
        fputs("the server has closed a connection\n", stderr);
        exit(1);
    }
    if (memcmp(answer, message + bytes - c->missing, got) != 0) {
        fputs("what came back is not what was sent\n", stderr);
        exit(1);
    }
    c->missing -= got;
    if (c->missing > 0) return;
    if (counting && !ending) {
        long long slot = (nanos() - c->sent_at) / 1000;
        by_microsecond[slot < SLOTS ? slot : SLOTS - 1]++;
        messages++;
    }
    if (ending) {
        close(c->fd);
        open_connections--;
    } else {
        send_one(c);
    }
}

static int percentile(double part) {
    long wanted = messages * part, seen = 0;
    int slot = 0;
    while (slot < SLOTS - 1 && (seen += by_microsecond[slot]) <= wanted) slot++;
    return slot;
}

int main(int count, char **arguments) {
    if (count != 6) return 2;
    int connections = atoi(arguments[2]);
    bytes = atol(arguments[3]);
    long long warm = atoi(arguments[4]) * 1000000000LL, measured = atoi(arguments[5]) * 1000000000LL;
    message = malloc(bytes);
    answer = malloc(bytes);
    for (size_t i = 0; i < bytes; i++) message[i] = 'a' + i % 26;

    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct connection *all = calloc(connections, sizeof *all);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(atoi(arguments[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    for (int i = 0; i < connections; i++) {
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
        if (connect(fd, (struct sockaddr *) &address, sizeof address) < 0) fail("connect");
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        all[i].fd = fd;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &all[i]};
        if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) fail("epoll_ctl");
    }
    open_connections = connections;
    for (int i = 0; i < connections; i++) send_one(&all[i]);

    long long begin = nanos() + warm, end = begin + measured;
    struct epoll_event events[EVENTS];
    while (open_connections > 0) {
        int ready = epoll_wait(epoll, events, EVENTS, 100);
        for (int i = 0; i < ready; i++) receive(events[i].data.ptr);
        long long now = nanos();
        if (!counting && now >= begin) {
            counting = 1;
            end = now + measured;
            puts("begin");
            fflush(stdout);
        } else if (counting && !ending && now >= end) {
            ending = 1;
            printf("end %ld %d %d\n", messages, percentile(0.5), percentile(0.99));
            fflush(stdout);
        }
    }
    return 0;
}
