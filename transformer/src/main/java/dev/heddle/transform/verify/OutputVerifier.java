package dev.heddle.transform.verify;

import dev.heddle.transform.OutputError;
import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.parse.Hierarchy;
import java.util.Set;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.BasicVerifier;

/**
 * Verifies woven class files before they are handed out: the bytes are parsed again, and the methods that weaving made are
 * checked for operand kinds, stack heights and definite assignment on every path, and against their stack maps. What is
 * found here is a bug in Heddle, never a mistake in the program. Stateless.
 */
public final class OutputVerifier {
    private OutputVerifier() {}

    /**
     * Verifies methods of a class.
     *
     * @param made name and descriptor of those that weaving added
     * @param hierarchy what is known of other classes
     * @param plan the plan by which it was woven, for the report
     * @throws OutputError naming the first method that does not verify
     */
    public static void verify(byte[] classFile, Set<String> made, Hierarchy hierarchy, String plan) {
        ClassNode owner = ClassFile.parse(classFile);
        for (MethodNode method : owner.methods) {
            if (made.contains(method.name + method.desc)) {
                try {
                    analyzer().analyze(owner.name, method);
                    StackMapCheck.run(owner.name, method, hierarchy);
                } catch (AnalyzerException | RuntimeException invalid) {
                    throw new OutputError(owner.name + "." + method.name + method.desc, plan, classFile, invalid);
                }
            }
        }
    }

    /** What can be woven can be verified: the limits are those of the class file, not those of the library. */
    private static Analyzer<BasicValue> analyzer() {
        Analyzer<BasicValue> analyzer = new Analyzer<>(new BasicVerifier());
        analyzer.setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE);
        return analyzer;
    }
}
