package dev.heddle.proof.jar;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the lengths of the code of all methods from a class file (JVMS §4.7.3), and nothing else. Stateless. */
public final class CodeSizes {
    private CodeSizes() {}

    /** Bytes of code by name and descriptor; methods without code are not in it. */
    public static Map<String, Integer> of(byte[] classFile) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
            return read(in);
        } catch (IOException cutOff) {
            throw new UncheckedIOException(cutOff);
        }
    }

    private static Map<String, Integer> read(DataInputStream in) throws IOException {
        in.skipNBytes(8);
        String[] texts = texts(in);
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (int kind = 0; kind < 2; kind++) { // fields, then methods
            int members = in.readUnsignedShort();
            for (int member = 0; member < members; member++) {
                in.skipNBytes(2);
                String name = texts[in.readUnsignedShort()] + texts[in.readUnsignedShort()];
                int attributes = in.readUnsignedShort();
                for (int attribute = 0; attribute < attributes; attribute++) {
                    boolean isCode = "Code".equals(texts[in.readUnsignedShort()]);
                    int length = in.readInt();
                    if (isCode) {
                        in.skipNBytes(4);
                        sizes.put(name, in.readInt());
                        in.skipNBytes(length - 8);
                    } else {
                        in.skipNBytes(length);
                    }
                }
            }
        }
        return sizes;
    }

    private static String[] texts(DataInputStream in) throws IOException {
        String[] texts = new String[in.readUnsignedShort()];
        for (int index = 1; index < texts.length; index++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[index] = in.readUTF();
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2); // class, string, method type, module, package
                case 15 -> in.skipNBytes(3); // method handle
                case 5, 6 -> { // long and double take two entries
                    in.skipNBytes(8);
                    index++;
                }
                default -> in.skipNBytes(4);
            }
        }
        return texts;
    }
}
