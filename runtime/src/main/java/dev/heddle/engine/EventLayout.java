package dev.heddle.engine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code struct epoll_event}: 32 bits of events, then 64 of data, which x86-64 packs and others align.
 *
 * @param size in bytes
 * @param dataOffset in bytes
 */
record EventLayout(int size, int dataOffset) {
    private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64");

    /** That of an architecture, by its name in the system property {@code os.arch}. */
    static EventLayout of(String architecture) {
        return architecture.equals("amd64") ? new EventLayout(12, 4) : new EventLayout(16, 8);
    }

    /** Why numbers and structures here are not known to be right on a platform; null if they are. */
    static @Nullable String obstacle(String system, String architecture) {
        if (!system.equals("Linux")) {
            return "it needs Linux; this is " + system;
        }
        return ARCHITECTURES.contains(architecture) ? null : "it needs x86-64 or AArch64; this is " + architecture;
    }
}
