package dev.heddle.samples.redis.command;

import dev.heddle.samples.redis.protocol.Request;
import java.util.ArrayList;
import java.util.List;

/** Requests that wait for EXEC. Confined to the loop thread. */
final class Transaction {
    /** One of them. */
    record Queued(Command command, Request request) {}

    private final List<Queued> queue = new ArrayList<>();
    private boolean spoilt;

    void add(Command command, Request request) {
        queue.add(new Queued(command, request.copy()));
    }

    /** A request was refused: none will be carried out. */
    void spoil() {
        spoilt = true;
    }

    boolean isSpoilt() {
        return spoilt;
    }

    List<Queued> queue() {
        return queue;
    }

    int size() {
        return queue.size();
    }
}
