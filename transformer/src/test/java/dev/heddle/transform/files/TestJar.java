package dev.heddle.transform.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Makes jars, honest and other ones. */
public final class TestJar {
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 2, 3, 4, 6);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(bytes);

    /** Adds a compressed entry. */
    public TestJar with(String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        return with(entry, content);
    }

    public TestJar with(String name, String content) throws IOException {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds an entry that is not compressed. */
    TestJar stored(String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(TIME.plusYears(1));
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        entry.setSize(content.length);
        return with(entry, content);
    }

    private TestJar with(ZipEntry entry, byte[] content) throws IOException {
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
        return this;
    }

    byte[] bytes() throws IOException {
        zip.finish();
        return bytes.toByteArray();
    }

    /** Writes it. */
    public Path to(Path file) throws IOException {
        return Files.write(file, bytes());
    }

    /** Replaces text of the same length everywhere, names in headers included. */
    static byte[] replace(byte[] bytes, String text, String other) {
        String latin = new String(bytes, StandardCharsets.ISO_8859_1).replace(text, other);
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Writes four bytes of the central header of the only entry with that name. */
    static byte[] patchCentralHeader(byte[] bytes, String name, int offset, int value) {
        byte[] patched = bytes.clone();
        int at = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(name) - 46;
        for (int i = 0; i < Integer.BYTES; i++) {
            patched[at + offset + i] = (byte) (value >>> 8 * i);
        }
        return patched;
    }

    /** What there is to say of each entry, in order. */
    static List<String> entries(Path jar, Function<ZipEntry, Object> what) throws IOException {
        List<String> entries = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            zip.stream().forEach(entry -> entries.add(String.valueOf(what.apply(entry))));
        }
        return entries;
    }

    /** The content of an entry. */
    public static byte[] content(Path jar, String name) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.getInputStream(zip.getEntry(name)).readAllBytes();
        }
    }
}
