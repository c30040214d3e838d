/*
 * Opens connections, sends one byte over each and waits for it to come back, and then holds them until its input ends.
 *
 *     idle_load <port> <connections>
 *
 * Prints `begin` when all are open.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static void fail(const char *what) {
    perror(what);
    exit(1);
}

int main(int count, char **arguments) {
    if (count != 3) return 2;
    int connections = atoi(arguments[2]);
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    for (int i = 0; i < connections; i++) {
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd < 0) fail("socket");
        struct sockaddr_in address = {
            .sin_family = AF_INET,
            .sin_port = htons(atoi(arguments[1])),
            .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        if (connect(fd, (struct sockaddr *) &address, sizeof address) < 0) fail("connect");
        char byte = 'x';
        if (send(fd, &byte, 1, MSG_NOSIGNAL) != 1 || recv(fd, &byte, 1, 0) != 1) fail("echo");
    }
    puts("begin");
    fflush(stdout);
    getchar();
    return 0;
}
