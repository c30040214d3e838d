package dev.heddle.transform.verify;

import dev.heddle.transform.ClassBytes;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.parse.MalformedClassFile;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicVerifier;

/**
 * Verifies the class that was to be woven, when weaving it has failed: by the same checks as its output, so that what no
 * virtual machine would run is not taken for a bug in Heddle. Stateless.
 */
public final class InputVerifier {
    private InputVerifier() {}

    /**
     * Verifies all methods of a class.
     *
     * @throws MalformedClassFile naming the first method that does not verify
     */
    public static void verify(ClassNode owner, ClassBytes classPath) {
        Hierarchy hierarchy = new Hierarchy(owner, classPath);
        for (MethodNode method : owner.methods) {
            boolean hasNoCode = (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0;
            try {
                if (hasNoCode != (method.instructions.size() == 0)) {
                    throw new IllegalArgumentException(hasNoCode ? "it has code" : "it has no code");
                }
                if (!hasNoCode) {
                    new Analyzer<>(new BasicVerifier()).analyze(owner.name, method);
                    if ((owner.version & 0xFFFF) > Opcodes.V1_6) { // older ones may do without a stack map
                        StackMapCheck.run(owner.name, method, hierarchy);
                    }
                }
            } catch (AnalyzerException | RuntimeException | AssertionError | StackOverflowError invalid) {
                throw new MalformedClassFile("the code of `" + owner.name.replace('/', '.') + "." + method.name
                        + method.desc + "` does not verify: " + invalid.getMessage());
            }
        }
    }
}
