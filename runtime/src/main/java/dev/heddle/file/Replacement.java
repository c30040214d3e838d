package dev.heddle.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** Replaces a file by one that is complete. Blocks; any thread. */
final class Replacement {
    private Replacement() {}

    /** Writes the new file beside the old one and gives it its name; the path as it was given. */
    static Path write(Path path, byte[] bytes) throws IOException {
        boolean exists = Files.exists(path);
        Path target = exists ? path.toRealPath() : path;
        Path draft = beside(target);
        try {
            try (FileChannel channel =
                    FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                for (ByteBuffer rest = ByteBuffer.wrap(bytes); rest.hasRemaining(); ) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            if (exists) {
                copyPermissions(target, draft);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable failure) {
            deleteAfter(failure, draft);
            throw failure;
        }
        return path;
    }

    private static Path beside(Path target) {
        String suffix = Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), Character.MAX_RADIX);
        return target.resolveSibling("." + Objects.requireNonNull(target.getFileName()) + "." + suffix);
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (target != null) {
            target.setPermissions(Files.getPosixFilePermissions(from));
        }
    }

    private static void deleteAfter(Throwable failure, Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException further) {
            failure.addSuppressed(further);
        }
    }
}
