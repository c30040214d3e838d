package dev.heddle.process;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the descriptor of a pipe of ours, which the JDK does not tell, in {@code /proc}.
 *
 * <p>A channel can be put into blocking mode and out of it, and {@code /proc/self/fdinfo} shows the mode of each descriptor.
 * So the descriptor is the one that follows when the mode of the channel is changed: {@value #ROUNDS} times, in a pattern of
 * which no other channel knows. Nothing but our own channel is touched, and a descriptor that is closed or opened meanwhile,
 * or whose number is used again, drops out, as it does not follow. Where there is no {@code /proc} of this kind none is
 * found.
 */
final class Descriptors {
    private static final Path ALL = Path.of("/proc/self/fd");
    private static final Path MODES = Path.of("/proc/self/fdinfo");
    private static final int ROUNDS = 8;

    /** Set in round {@code i} if the channel blocks then; begins with what no channel is in that has just been opened. */
    private static final int BLOCKING = 0b10110100;

    /** {@code O_NONBLOCK} of Linux. */
    private static final int NON_BLOCKING = 04000;

    private static final boolean SUPPORTED = Files.isDirectory(MODES);

    private Descriptors() {}

    /** True if descriptors can be found on this system. */
    static boolean areSupported() {
        return SUPPORTED;
    }

    /**
     * The file that stands for the descriptor of {@code pipe}, as long as that is open: to open it opens the same pipe once
     * more, in whatever direction. Leaves the channel in blocking mode.
     *
     * @throws IOException if none is found, or the system has no descriptor left to look
     */
    static synchronized Path fileOf(SelectableChannel pipe) throws IOException {
        List<Path> candidates = pipes();
        for (int round = 0; round < ROUNDS; round++) {
            boolean blocking = (BLOCKING >> round & 1) == 1;
            pipe.configureBlocking(blocking);
            List<Path> following = new ArrayList<>();
            for (Path candidate : candidates) {
                if (isInMode(candidate, blocking)) {
                    following.add(candidate);
                }
            }
            candidates = following;
        }
        if (candidates.size() != 1) {
            throw new IOException(
                    "of the descriptors of this process " + candidates.size() + " may be that of a new pipe");
        }
        return candidates.get(0);
    }

    private static List<Path> pipes() throws IOException {
        List<Path> pipes = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(ALL)) {
            for (Path descriptor : descriptors) {
                if (isPipe(descriptor)) {
                    pipes.add(descriptor);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return pipes;
    }

    private static boolean isPipe(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("pipe:");
        } catch (NoSuchFileException closedMeanwhile) {
            return false;
        }
    }

    private static boolean isInMode(Path descriptor, boolean blocking) throws IOException {
        try {
            for (String line : Files.readAllLines(MODES.resolve(descriptor.getFileName()))) {
                if (line.startsWith("flags:")) {
                    int flags =
                            Integer.parseInt(line.substring("flags:".length()).strip(), 8);
                    return (flags & NON_BLOCKING) == 0 == blocking;
                }
            }
            return false;
        } catch (FileSystemException notOpened) {
            if (notOpened instanceof NoSuchFileException) {
                return false;
            }
            throw notOpened;
        } catch (IOException closedWhileRead) {
            return false;
        }
    }
}
