package hashes;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.ProtectionDomain;
import java.util.HexFormat;

/** An agent that prints the hash of each class of the program, as it is when agents before it are done. */
public class Hashes implements ClassFileTransformer {
    public static void premain(String options, Instrumentation instrumentation) {
        // those that can retransform come after those that cannot
        instrumentation.addTransformer(new Hashes(), true);
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (name.startsWith("app/")) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(classFile);
                System.out.println(name + ".class " + HexFormat.of().formatHex(hash));
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError(e);
            }
        }
        return null;
    }
}
