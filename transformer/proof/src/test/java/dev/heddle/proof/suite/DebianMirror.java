package dev.heddle.proof.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where this machine gets its Debian packages from, as its package manager is configured. Stateless. */
final class DebianMirror {
    private static final Path APT = Path.of("/etc/apt");
    private static final Pattern ARCHIVE = Pattern.compile("\\bhttps?://\\S+/debian(?=/?(\\s|$))");

    private DebianMirror() {}

    /**
     * The address of the archive, without a slash at its end: {@code -Dheddle.debian=...}, or else the first one that apt
     * is told of. What is downloaded is compared with a checksum, so it need not be trusted.
     */
    static String configured() throws IOException {
        String chosen = System.getProperty("heddle.debian");
        if (chosen != null) {
            return chosen;
        }
        for (Path file : sources()) {
            for (String line : Files.readAllLines(file)) {
                Matcher archive = ARCHIVE.matcher(line.strip());
                if (!line.strip().startsWith("#") && archive.find()) {
                    return archive.group();
                }
            }
        }
        throw new IllegalStateException("apt is not told of a Debian archive; -Dheddle.debian names one");
    }

    private static List<Path> sources() throws IOException {
        List<Path> files = new ArrayList<>(List.of(APT.resolve("sources.list")));
        Path more = APT.resolve("sources.list.d");
        if (Files.isDirectory(more)) {
            try (Stream<Path> entries = Files.list(more)) {
                entries.sorted().forEach(files::add);
            }
        }
        return files.stream().filter(Files::isRegularFile).toList();
    }
}
