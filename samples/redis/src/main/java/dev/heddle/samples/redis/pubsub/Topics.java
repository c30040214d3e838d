package dev.heddle.samples.redis.pubsub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.heddle.samples.redis.data.ByteTable;
import dev.heddle.samples.redis.data.Glob;
import dev.heddle.samples.redis.data.Groups;
import dev.heddle.samples.redis.protocol.Replies;
import java.util.ArrayList;
import java.util.List;

/**
 * Who has subscribed to which channels and patterns. A message is handed to each subscriber at once; how it gets over the
 * network is the subscriber's business. Confined to the loop thread.
 */
public final class Topics {
    private static final byte[] MESSAGE = "message".getBytes(US_ASCII);
    private static final byte[] PATTERN_MESSAGE = "pmessage".getBytes(US_ASCII);

    private final Groups<Subscriber> channels = new Groups<>();
    private final Groups<Subscriber> patterns = new Groups<>();
    private final Replies encoder = new Replies();

    /** The subscribers of channels. */
    public Groups<Subscriber> channels() {
        return channels;
    }

    /** The subscribers of patterns. */
    public Groups<Subscriber> patterns() {
        return patterns;
    }

    /** Hands a message to all that have subscribed to its channel, or to a pattern that it fits; how many times. */
    public int publish(byte[] channel, byte[] message) {
        int count = 0;
        List<Subscriber> listeners = List.copyOf(channels.of(channel));
        if (!listeners.isEmpty()) {
            encoder.clear();
            encoder.array(3);
            encoder.bulk(MESSAGE);
            encoder.bulk(channel);
            encoder.bulk(message);
            count += deliver(listeners);
        }
        if (!patterns.isEmpty()) {
            for (ByteTable.Entry pattern : fitting(channel)) {
                encoder.clear();
                encoder.array(4);
                encoder.bulk(PATTERN_MESSAGE);
                encoder.bulk(pattern.key());
                encoder.bulk(channel);
                encoder.bulk(message);
                count += deliver(List.copyOf(patterns.of(pattern.key())));
            }
        }
        return count;
    }

    private List<ByteTable.Entry> fitting(byte[] channel) {
        List<ByteTable.Entry> fitting = new ArrayList<>();
        for (ByteTable.Entry pattern : patterns.keys()) {
            if (new Glob(pattern.key()).matches(channel)) {
                fitting.add(pattern);
            }
        }
        return fitting;
    }

    private int deliver(List<Subscriber> listeners) {
        for (Subscriber each : listeners) {
            each.deliver(encoder.array(), encoder.size());
        }
        return listeners.size();
    }
}
