package dev.heddle.transform.emit;

import dev.heddle.transform.plan.AsyncPlan;
import java.util.List;
import java.util.SortedMap;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.tree.MethodNode;

/** Emitted code passes the limit of the class file format (JVMS §4.7.3). */
public final class CodeTooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Excess> excesses;
    private final String methodName;
    private final String descriptor;

    CodeTooLarge(List<Excess> excesses, MethodTooLargeException written) {
        super(written);
        this.excesses = excesses;
        this.methodName = written.getMethodName();
        this.descriptor = written.getDescriptor();
    }

    /**
     * A method that came out too large.
     *
     * @param plan by which it was emitted
     * @param body what it is of the method that was woven, for people
     * @param bytes of code
     * @param bytesByLine what each line of the source has of them
     */
    public record Excess(AsyncPlan plan, String body, int bytes, SortedMap<Integer, Integer> bytesByLine) {}

    /** Whether it is this method of the program, which was not woven and was as large as could be before. */
    public boolean isOf(MethodNode method) {
        return method.name.equals(methodName) && method.desc.equals(descriptor);
    }

    /** One for each method of the program of which a body is too large, with its largest body. */
    public List<Excess> excesses() {
        return excesses;
    }
}
