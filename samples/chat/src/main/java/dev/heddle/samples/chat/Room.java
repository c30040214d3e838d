package dev.heddle.samples.chat;

import dev.heddle.channel.Broadcast;
import dev.heddle.channel.Subscription;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where people talk: what one says all hear, no matter how slowly some of them do. Confined to the loop thread.
 */
final class Room {
    /** How many lines somebody may be behind. */
    static final int PATIENCE_IN_LINES = 256;

    private final String name;
    private final Set<String> people = new TreeSet<>();
    private final Broadcast<String> lines = Broadcast.lossy(PATIENCE_IN_LINES);

    Room(String name) {
        this.name = name;
    }

    /** Somebody comes in, and hears what is said from now on. */
    Subscription<String> enter(String person) {
        Subscription<String> heard = lines.subscribe();
        people.add(person);
        say("* " + person + " has come to " + name);
        return heard;
    }

    void leave(String person) {
        people.remove(person);
        say("* " + person + " has left " + name);
    }

    /** Does not wait: those who are too slow miss it. */
    void say(String line) {
        lines.trySend(line);
    }

    Set<String> people() {
        return people;
    }

    boolean isEmpty() {
        return people.isEmpty();
    }
}
