package newer;

import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Defines classes of the class path as a later Java may write them: in a version, and with a constant at the end of the
 * pool, that nobody knows. This virtual machine refuses them when agents have seen them.
 */
public class Newer {
    public static void main(String[] names) throws Exception {
        for (String name : names) {
            byte[] classFile;
            try (InputStream in = Newer.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                classFile = in.readAllBytes();
            }
            try {
                new Loader().define(name, newer(classFile));
                System.out.println(name + " is defined");
            } catch (UnsupportedClassVersionError refused) {
                System.out.println(name + " is refused");
            }
        }
    }

    private static byte[] newer(byte[] classFile) {
        int end = endOfConstants(classFile);
        ByteBuffer longer = ByteBuffer.allocate(classFile.length + 3);
        longer.put(classFile, 0, end).put((byte) 21).putShort((short) 1).put(classFile, end, classFile.length - end);
        longer.putShort(6, (short) 99);
        longer.putShort(8, (short) (longer.getShort(8) + 1));
        return longer.array();
    }

    private static int endOfConstants(byte[] classFile) {
        ByteBuffer bytes = ByteBuffer.wrap(classFile);
        int at = 10;
        for (int index = 1; index < bytes.getShort(8); index++) {
            switch (bytes.get(at)) {
                case 1 -> at += 3 + bytes.getShort(at + 1);
                case 5, 6 -> {
                    at += 9;
                    index++;
                }
                case 7, 8, 16, 19, 20 -> at += 3;
                case 15 -> at += 4;
                default -> at += 5;
            }
        }
        return at;
    }

    private static class Loader extends ClassLoader {
        void define(String name, byte[] classFile) {
            defineClass(name, classFile, 0, classFile.length);
        }
    }
}
