package dev.heddle.transform.check;

import dev.heddle.transform.facts.MethodFacts.Lines;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** An async declaration that is none of a method with bytecode. javac lets only native methods through. */
record AsyncDeclaration(int line, Wording wording) implements Finding {
    static void check(Subject subject, Consumer<Finding> found) {
        MethodNode method = subject.method();
        if (isInitialiser(method)) {
            found.accept(new AsyncDeclaration(Lines.first(method), initialiser(method)));
        } else if ((method.access & Opcodes.ACC_NATIVE) != 0) {
            found.accept(new AsyncDeclaration(
                    Lines.first(method),
                    new Wording(
                            "a native method cannot be `@Async`",
                            "it has no bytecode that could be woven",
                            "call it from an `@Async` method, through `blocking(...)` if it blocks")));
        }
    }

    /** Whether it is a constructor or a static initialiser. */
    static boolean isInitialiser(MethodNode method) {
        return method.name.equals("<init>") || method.name.equals("<clinit>");
    }

    private static Wording initialiser(MethodNode method) {
        String what = method.name.equals("<init>") ? "a constructor" : "a static initialiser";
        return new Wording(
                what + " cannot be `@Async`",
                what + " has to end before its caller goes on",
                "await in a static `@Async` method that makes the object when all is there");
    }

    @Override
    public Rule rule() {
        return Rule.NOT_A_METHOD_WITH_A_BODY;
    }
}
