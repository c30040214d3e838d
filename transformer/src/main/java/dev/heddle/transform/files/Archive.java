package dev.heddle.transform.files;

import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.parse.FileNames;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A jar from anywhere, opened for reading. What it says of itself is checked before its entries are read, and each entry
 * against what was said of it, so that the work is bounded by the size of the file: no entry leaves the folder it would be
 * extracted to, none is there twice, none is larger than it says, and they do not expand without end. Confined to one
 * thread.
 */
final class Archive implements Closeable {
    private static final int FIRST_ENTRY = 0x504B0304;
    private static final int NO_ENTRY = 0x504B0506;

    /** What a terminal may obey, in either of its two ranges. */
    private static final String CONTROL = "[\\p{Cntrl}\\u0080-\\u009f]";

    private final Path file;
    private final ZipFile zip;
    private final Limits limits;
    private final List<ZipEntry> entries;

    /**
     * How much is read.
     *
     * @param classFile bytes that a class file may have
     * @param unpacked bytes that an archive may always expand to, together
     * @param growth how many times its size it may expand to beyond that
     */
    record Limits(long classFile, long unpacked, int growth) {
        static final Limits DEFAULT = new Limits(ClassFile.LARGEST, 256L << 20, 200);
    }

    private Archive(Path file, ZipFile zip, Limits limits) throws IOException {
        this.file = file;
        this.zip = zip;
        this.limits = limits;
        this.entries = checked();
    }

    /** @throws ArchiveException if the file is no archive, or says something of itself that cannot be right */
    static Archive open(Path file, Limits limits) throws IOException {
        int beginning = beginning(file);
        if (beginning != FIRST_ENTRY && beginning != NO_ENTRY) {
            throw new ArchiveException("`" + file + "` is no archive, or has something before its first entry");
        }
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException damaged) {
            throw new ArchiveException("`" + file + "` is a damaged archive: " + damaged.getMessage());
        } catch (EOFException cutOff) {
            throw new ArchiveException("`" + file + "` is a damaged archive: it is cut off");
        }
        try {
            return new Archive(file, zip, limits);
        } catch (Throwable failure) {
            zip.close();
            throw failure;
        }
    }

    /** In the order of the archive. */
    List<ZipEntry> entries() {
        return entries;
    }

    @Nullable
    String comment() {
        return zip.getComment();
    }

    /** The whole of an entry that is a class file. */
    byte[] read(ZipEntry entry) throws IOException {
        checkClassSize(name(entry), entry.getSize(), limits.classFile);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize());
            CRC32 crc = new CRC32();
            crc.update(bytes);
            checkEnd(entry, bytes.length, in, crc);
            return bytes;
        } catch (ZipException damaged) {
            throw damaged(entry, damaged.getMessage());
        } catch (EOFException cutOff) {
            throw damaged(entry, "it is cut off");
        }
    }

    /** @throws ArchiveException if a class file is larger than any compiler makes it */
    static void checkClassSize(String name, long size, long limit) throws ArchiveException {
        if (size > limit) {
            throw new ArchiveException("`" + name + "` has " + size + " bytes, more than the " + limit
                    + " that a class file is allowed to have");
        }
    }

    /** Writes the whole of any entry. */
    void copy(ZipEntry entry, OutputStream out) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] buffer = new byte[1 << 16];
            CRC32 crc = new CRC32();
            long left = entry.getSize();
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    break;
                }
                crc.update(buffer, 0, count);
                out.write(buffer, 0, count);
                left -= count;
            }
            checkEnd(entry, entry.getSize() - left, in, crc);
        } catch (ZipException damaged) {
            throw damaged(entry, damaged.getMessage());
        } catch (EOFException cutOff) {
            throw damaged(entry, "it is cut off");
        }
    }

    /** How an entry is called in messages. */
    String name(ZipEntry entry) {
        return file.getFileName() + "!/" + entry.getName();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private void checkEnd(ZipEntry entry, long count, InputStream in, CRC32 crc) throws IOException {
        if (count < entry.getSize() || in.read() >= 0) {
            throw damaged(entry, "it does not have the size that the archive says");
        }
        if (crc.getValue() != entry.getCrc()) {
            throw damaged(entry, "its checksum is wrong");
        }
    }

    private ArchiveException damaged(ZipEntry entry, @Nullable String why) {
        return new ArchiveException("`" + name(entry) + "` is damaged: " + why);
    }

    private List<ZipEntry> checked() throws IOException {
        List<ZipEntry> all = new ArrayList<>();
        try {
            zip.stream().forEach(all::add);
        } catch (IllegalArgumentException unreadableName) {
            throw new ArchiveException("`" + file + "` has an entry whose name cannot be read");
        }
        Set<String> names = new HashSet<>();
        long packed = 0;
        long unpacked = 0;
        for (ZipEntry entry : all) {
            if (!FileNames.isBelow(withoutEnd(entry))) {
                throw new ArchiveException("`" + file + "` has an entry `" + printable(entry.getName())
                        + "`, which is no name of a file in the archive");
            }
            if (!names.add(entry.getName())) {
                throw new ArchiveException("`" + file + "` has the entry `" + entry.getName() + "` twice");
            }
            packed += entry.getCompressedSize();
            unpacked += entry.getSize();
        }
        long size = Files.size(file);
        if (packed > size) {
            throw new ArchiveException("`" + file + "` has entries that overlap");
        }
        if (unpacked > limits.unpacked && unpacked / limits.growth > size) {
            throw new ArchiveException("`" + file + "` would expand to " + unpacked + " bytes, more than "
                    + limits.growth + " times its size");
        }
        return List.copyOf(all);
    }

    /** The name of a folder ends with a slash. */
    private static String withoutEnd(ZipEntry entry) {
        String name = entry.getName();
        return entry.isDirectory() ? name.substring(0, name.length() - 1) : name;
    }

    private static String printable(String name) {
        return name.replaceAll(CONTROL, "?");
    }

    private static int beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] four = in.readNBytes(Integer.BYTES);
            return four.length < Integer.BYTES
                    ? 0
                    : (four[0] & 0xFF) << 24 | (four[1] & 0xFF) << 16 | (four[2] & 0xFF) << 8 | four[3] & 0xFF;
        }
    }
}
