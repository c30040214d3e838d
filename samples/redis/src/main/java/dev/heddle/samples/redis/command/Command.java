package dev.heddle.samples.redis.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heddle.samples.redis.protocol.Request;

/**
 * One command. Immutable.
 *
 * @param name in lower case
 * @param arity how many arguments it has with its name; below zero if more are allowed
 * @param kind what it has to do with
 * @param firstKey where the keys among its arguments begin; 0 if there are none
 * @param lastKey where they end; below zero counts from the last argument
 * @param keyStep from one key to the next
 */
record Command(
        String name, int arity, Kind kind, int firstKey, int lastKey, int keyStep, Handler handler, byte[] bytes) {
    /** What a command has to do with. */
    enum Kind {
        /** Looks at keys. */
        READ,
        /** Changes keys. */
        WRITE,
        /** Has to do with the server. */
        SERVER,
        /** Has to do with the connection. */
        CONNECTION,
        /** Controls the transaction of a connection, and is never part of one. */
        CONTROL,
        /** Is for subscribers, who are allowed nothing else. */
        SUBSCRIBER
    }

    /** Carries it out. */
    @FunctionalInterface
    interface Handler {
        void run(Call call);
    }

    Command(String name, int arity, Kind kind, int firstKey, int lastKey, int keyStep, Handler handler) {
        this(name, arity, kind, firstKey, lastKey, keyStep, handler, name.getBytes(US_ASCII));
    }

    /** True if a request may have so many arguments, counted with the name. */
    boolean accepts(int count) {
        return arity >= 0 ? count == arity : count >= -arity;
    }

    /** True if that is the name of the command that is asked for, in capitals or not. */
    boolean isMeantBy(Request request) {
        int length = request.length(0);
        if (length != bytes.length) {
            return false;
        }
        byte[] source = request.bytes();
        int start = request.start(0);
        for (int i = 0; i < length; i++) {
            if (bytes[i] != Request.lower(source[start + i])) {
                return false;
            }
        }
        return true;
    }
}
