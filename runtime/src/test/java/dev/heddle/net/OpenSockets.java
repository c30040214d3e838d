package dev.heddle.net;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The descriptors of this process but for those of files, as Linux tells them. Any thread. */
final class OpenSockets {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenSockets() {}

    /** Those that are open now; ends the test where the system does not tell. */
    static Set<String> now() throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "no list of descriptors");
        Set<String> open = new HashSet<>();
        for (Path each : descriptors()) {
            try {
                String target = Files.readSymbolicLink(each).toString();
                if (!target.startsWith("/")) {
                    open.add(each.getFileName() + " is " + target);
                }
            } catch (NoSuchFileException closed) {
                continue; // that of the list itself
            }
        }
        return open;
    }

    private static List<Path> descriptors() throws IOException {
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.collect(Collectors.toList());
        }
    }

    /** Those that are open now and were not then. */
    static Set<String> since(Set<String> then) throws IOException {
        Set<String> more = now();
        more.removeAll(then);
        return more;
    }
}
