package dev.heddle.engine;

import java.io.IOException;
import java.net.SocketOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options that a channel is to have from the beginning, before it is bound or connected. Immutable. */
public final class ChannelOptions {
    /** What the engine does by itself. */
    public static final ChannelOptions NONE = new ChannelOptions(Map.of());

    /** Sets one option. */
    @FunctionalInterface
    public interface Setter {
        /** Sets {@code option}, of whose type {@code value} is. */
        void set(SocketOption<Object> option, Object value) throws IOException;
    }

    private final Map<SocketOption<?>, Object> values;

    private ChannelOptions(Map<SocketOption<?>, Object> values) {
        this.values = values;
    }

    /** The same with a value for one more option, or another value for it. */
    public <T> ChannelOptions with(SocketOption<T> option, T value) {
        Map<SocketOption<?>, Object> more = new LinkedHashMap<>(values);
        more.put(option, value);
        return new ChannelOptions(Collections.unmodifiableMap(more));
    }

    /** The value of an option; null if it has none here. */
    public <T> @Nullable T get(SocketOption<T> option) {
        Object value = values.get(option);
        return value == null ? null : option.type().cast(value);
    }

    /** Sets all, in the order in which they were given. */
    @SuppressWarnings("unchecked") // `with` has checked that the value is of the option's type
    public void applyTo(Setter setter) throws IOException {
        for (Map.Entry<SocketOption<?>, Object> each : values.entrySet()) {
            setter.set((SocketOption<Object>) each.getKey(), each.getValue());
        }
    }
}
