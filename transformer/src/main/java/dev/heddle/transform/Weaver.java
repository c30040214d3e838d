package dev.heddle.transform;

import dev.heddle.transform.check.MethodChecks;
import dev.heddle.transform.check.NotAClassFile;
import dev.heddle.transform.check.SiteChecks;
import dev.heddle.transform.check.SizeCheck;
import dev.heddle.transform.emit.CodeTooLarge;
import dev.heddle.transform.emit.Emitter;
import dev.heddle.transform.emit.FrameNames;
import dev.heddle.transform.emit.Stamp;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.infer.OldCode;
import dev.heddle.transform.normalize.Normal;
import dev.heddle.transform.parse.AsyncMethods;
import dev.heddle.transform.parse.ClassFile;
import dev.heddle.transform.parse.ConstantPool;
import dev.heddle.transform.parse.Dialects;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.parse.MalformedClassFile;
import dev.heddle.transform.plan.AsyncPlan;
import dev.heddle.transform.plan.PlanPrinter;
import dev.heddle.transform.plan.Planner;
import dev.heddle.transform.verify.InputVerifier;
import dev.heddle.transform.verify.OutputVerifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Rewrites the {@code @Async} methods of one class file: parse, facts, checks, plan, emit, verify. Stateless; may be shared
 * between threads.
 */
public final class Weaver {
    private final ClassBytes classPath;
    private final WeaverOptions options;

    /** A weaver that answers questions about other classes from {@code classPath}. */
    public Weaver(ClassBytes classPath, WeaverOptions options) {
        this.classPath = classPath;
        this.options = options;
    }

    /** A weaver with the default options. */
    public Weaver(ClassBytes classPath) {
        this(classPath, WeaverOptions.DEFAULT);
    }

    /**
     * Weaves one class file. Loads no class. Bytes that are no valid class file are rejected like any other mistake.
     *
     * @throws dev.heddle.transform.verify.OutputError if the woven code does not verify, which is a bug in Heddle
     */
    public WeaveResult weave(byte[] classFile) {
        try {
            return ConstantPool.scan(classFile, options.dialect()) == ConstantPool.Interest.CANDIDATE
                    ? weaveCandidate(classFile)
                    : WeaveResult.Unchanged.INSTANCE;
        } catch (MalformedClassFile malformed) {
            return new WeaveResult.Rejected(List.of(NotAClassFile.because(malformed)));
        }
    }

    /** What fails while the class is woven is the fault of its code, if that does not verify, and otherwise ours. */
    private WeaveResult weaveCandidate(byte[] classFile) {
        ClassNode owner = ClassFile.parse(classFile);
        try {
            return weave(owner, classFile);
        } catch (RuntimeException | StackOverflowError failure) {
            InputVerifier.verify(ClassFile.parse(classFile), classPath);
            throw failure;
        }
    }

    private WeaveResult weave(ClassNode owner, byte[] classFile) {
        boolean callsOmitted = Dialects.translate(owner, options.dialect());
        List<Diagnostic> found = new ArrayList<>();
        Hierarchy hierarchy = new Hierarchy(owner, classPath);
        List<AsyncPlan> plans = plan(owner, hierarchy, found);
        if (found.stream().anyMatch(Diagnostic::isError)) {
            return new WeaveResult.Rejected(found.stream()
                    .sorted(Comparator.comparingInt(
                            diagnostic -> diagnostic.place().line()))
                    .distinct() // two awaits in one line are one mistake
                    .toList());
        }
        if (plans.isEmpty() && !callsOmitted) {
            return WeaveResult.Unchanged.INSTANCE;
        }
        String plan = PlanPrinter.print(plans);
        try {
            Emitter.Output output = Emitter.emit(owner, plans, new Stamp(Version.TEXT, classFile));
            OutputVerifier.verify(output.classFile(), hierarchy, plan);
            return new WeaveResult.Woven(output.classFile(), output.frames(), plan, found);
        } catch (CodeTooLarge tooLarge) {
            return new WeaveResult.Rejected(SizeCheck.tooLarge(owner, tooLarge));
        } catch (ClassTooLargeException tooLarge) {
            return new WeaveResult.Rejected(List.of(SizeCheck.tooLarge(owner, tooLarge)));
        }
    }

    private static List<AsyncPlan> plan(ClassNode owner, Hierarchy hierarchy, List<Diagnostic> found) {
        FrameNames names = new FrameNames(owner.name, hierarchy);
        List<MethodNode> async = AsyncMethods.of(owner, hierarchy);
        List<AsyncPlan> plans = new ArrayList<>();
        for (MethodNode method : owner.methods) {
            found.addAll(MethodChecks.ofReferences(owner, method));
            if (!async.contains(method)) {
                found.addAll(MethodChecks.ofPlain(owner, method, hierarchy));
                continue;
            }
            List<Diagnostic> here = new ArrayList<>(MethodChecks.ofAsync(owner, method));
            here.addAll(SizeCheck.of(owner, method));
            if (here.isEmpty()) {
                OldCode.modernize(owner, method, hierarchy);
                MethodFacts facts = Normal.form(MethodFacts.of(owner, method, hierarchy), hierarchy);
                here = SiteChecks.of(facts);
                if (here.isEmpty()) {
                    plans.add(Planner.plan(facts, names.next(method.name), hierarchy));
                }
            }
            found.addAll(here);
        }
        return plans;
    }
}
