import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * Makes the archive of the weaver that stands in the jar of the agent; run by the build, from this source. It is stored as it
 * is, since the outer jar compresses all of it at once, and leaves out what the agent's users have nothing of: the lines and
 * variables of the library for bytecode, which are a seventh of the whole. Local time is what archives have, so it is the same
 * wherever this is built.
 */
final class WeaverArchive {
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
    private static final String WEAVER = "dev/";
    private static final String LIBRARY = "dev/heddle/transform/asm/";

    private WeaverArchive() {}

    /** The jar to take the classes from, and the archive to write. */
    public static void main(String[] arguments) throws IOException {
        try (ZipFile shaded = new ZipFile(arguments[0]);
                ZipOutputStream archive = new ZipOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
            archive.setMethod(ZipOutputStream.STORED);
            for (Enumeration<? extends ZipEntry> entries = shaded.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().startsWith(WEAVER) && !entry.isDirectory()) {
                    byte[] content = shaded.getInputStream(entry).readAllBytes();
                    boolean isLibrary = entry.getName().startsWith(LIBRARY);
                    write(archive, entry.getName(), isLibrary ? withoutLines(content) : content);
                }
            }
        }
    }

    private static byte[] withoutLines(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0); // of its own: one that copies from a reader copies the lines as well
        new ClassReader(classFile).accept(writer, ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    private static void write(ZipOutputStream archive, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        archive.putNextEntry(entry);
        archive.write(content);
        archive.closeEntry();
    }
}
