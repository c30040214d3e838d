/*
 * The echo server that others are measured against: one thread, level-triggered epoll, one buffer for all connections.
 * What a socket does not take at once is kept for it, and it is not read until that is gone.
 *
 *     echo_server <port>
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
#include <unistd.h>

enum { BUFFER = 64 * 1024, EVENTS = 512 };

struct connection {
    int fd;
    char *rest;
    size_t from, to;
};

static char buffer[BUFFER];
static int epoll;

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void watch(struct connection *c, int operation, unsigned events) {
    struct epoll_event event = {.events = events, .data.ptr = c};
    if (epoll_ctl(epoll, operation, c->fd, &event) < 0) fail("epoll_ctl");
}

static void end(struct connection *c) {
    close(c->fd);
    free(c->rest);
    free(c);
}

static void accept_all(int listener) {
    int fd;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        struct connection *c = calloc(1, sizeof *c);
        c->fd = fd;
        watch(c, EPOLL_CTL_ADD, EPOLLIN);
    }
}

static void read_and_write(struct connection *c) {
    ssize_t got = recv(c->fd, buffer, BUFFER, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) {
        end(c);
        return;
    }
    ssize_t sent = send(c->fd, buffer, got, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) {
        end(c);
        return;
    }
    if (sent < got) {
        size_t taken = sent < 0 ? 0 : sent;
        c->rest = malloc(got - taken);
        memcpy(c->rest, buffer + taken, got - taken);
        c->from = 0;
        c->to = got - taken;
        watch(c, EPOLL_CTL_MOD, EPOLLOUT);
    }
}

static void write_rest(struct connection *c) {
    ssize_t sent = send(c->fd, c->rest + c->from, c->to - c->from, MSG_NOSIGNAL);
    if (sent < 0) {
        if (errno != EAGAIN) end(c);
        return;
    }
    c->from += sent;
    if (c->from == c->to) {
        free(c->rest);
        c->rest = NULL;
        watch(c, EPOLL_CTL_MOD, EPOLLIN);
    }
}

int main(int count, char **arguments) {
    if (count != 2) return 2;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons(atoi(arguments[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(listener, (struct sockaddr *) &address, sizeof address) < 0) fail("bind");
    if (listen(listener, 4096) < 0) fail("listen");
    epoll = epoll_create1(EPOLL_CLOEXEC);
    struct connection accepting = {.fd = listener};
    watch(&accepting, EPOLL_CTL_ADD, EPOLLIN);
    puts("listening");
    fflush(stdout);
    struct epoll_event events[EVENTS];
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            struct connection *c = events[i].data.ptr;
            if (c == &accepting) {
                accept_all(listener);
            } else if (c->rest != NULL) {
                write_rest(c);
            } else {
                read_and_write(c);
            }
        }
    }
}
