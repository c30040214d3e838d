package dev.heddle.transform;

import dev.heddle.transform.check.Checks;
import dev.heddle.transform.check.NotAClassFile;
import dev.heddle.transform.check.Report;
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
import java.util.List;
import java.util.function.Consumer;
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
    private final SourceFiles sources;

    /**
     * A weaver that answers questions about other classes from {@code classPath}.
     *
     * @param sources where {@code @SuppressWarnings} is looked for, which is not in class files
     */
    public Weaver(ClassBytes classPath, WeaverOptions options, SourceFiles sources) {
        this.classPath = classPath;
        this.options = options;
        this.sources = sources;
    }

    /** A weaver that sees no sources. */
    public Weaver(ClassBytes classPath, WeaverOptions options) {
        this(classPath, options, SourceFiles.NONE);
    }

    /** A weaver with the default options. */
    public Weaver(ClassBytes classPath) {
        this(classPath, WeaverOptions.DEFAULT);
    }

    /** The version of this weaver. */
    public static String version() {
        return Version.TEXT;
    }

    /**
     * Weaves one class file. Loads no class. Bytes that are no valid class file are rejected like any other mistake.
     *
     * @throws OutputError if the woven code does not verify, which is a bug in Heddle
     */
    public WeaveResult weave(byte[] classFile) {
        return weave(classFile, plans -> {});
    }

    /**
     * Weaves one class file as {@link #weave(byte[])} does.
     *
     * @param planned is shown the plans before they are carried out, which changes the methods that they speak of; so it
     *     must not keep them
     */
    public WeaveResult weave(byte[] classFile, Consumer<List<AsyncPlan>> planned) {
        try {
            ConstantPool.Interest interest = ConstantPool.scan(classFile, options.dialect());
            return interest == ConstantPool.Interest.CANDIDATE
                            || interest == ConstantPool.Interest.USER
                                    && options.rules().hasWarnings()
                    ? weaveCandidate(classFile, planned)
                    : WeaveResult.Unchanged.INSTANCE;
        } catch (MalformedClassFile malformed) {
            return new WeaveResult.Rejected(List.of(NotAClassFile.because(malformed, classFile)));
        }
    }

    /** What fails while the class is woven is the fault of its code, if that does not verify, and otherwise ours. */
    private WeaveResult weaveCandidate(byte[] classFile, Consumer<List<AsyncPlan>> planned) {
        ClassNode owner = ClassFile.parse(classFile);
        try {
            return weave(owner, classFile, planned);
        } catch (RuntimeException | AssertionError | StackOverflowError failure) {
            InputVerifier.verify(ClassFile.parse(classFile), classPath);
            throw failure;
        }
    }

    private WeaveResult weave(ClassNode owner, byte[] classFile, Consumer<List<AsyncPlan>> planned) {
        boolean callsOmitted = Dialects.translate(owner, options.dialect());
        Report report = new Report(owner, options, sources);
        Hierarchy hierarchy = new Hierarchy(owner, classPath);
        Checks checks = new Checks(owner, hierarchy, report, options);
        List<AsyncPlan> plans = plan(owner, hierarchy, checks);
        if (report.hasErrors()) {
            return new WeaveResult.Rejected(report.diagnostics());
        }
        if (plans.isEmpty() && !callsOmitted) {
            return WeaveResult.Unchanged.with(report.diagnostics());
        }
        String plan = PlanPrinter.print(plans);
        planned.accept(plans);
        try {
            Stamp stamp = new Stamp(Version.TEXT, classFile);
            Emitter.Output output = Emitter.emit(owner, plans, stamp, ClassFile.writer(owner, classFile));
            OutputVerifier.verify(output.classFile(), output.made(), hierarchy, plan);
            return new WeaveResult.Woven(output.classFile(), output.frames(), plan, report.diagnostics());
        } catch (CodeTooLarge tooLarge) {
            checks.tooLarge(tooLarge);
            return new WeaveResult.Rejected(report.diagnostics());
        } catch (ClassTooLargeException tooLarge) {
            checks.tooLarge(plans, tooLarge);
            return new WeaveResult.Rejected(report.diagnostics());
        }
    }

    private List<AsyncPlan> plan(ClassNode owner, Hierarchy hierarchy, Checks checks) {
        FrameNames names = new FrameNames(owner.name, hierarchy);
        List<MethodNode> async = AsyncMethods.of(owner, hierarchy);
        List<AsyncPlan> plans = new ArrayList<>();
        for (MethodNode method : owner.methods) {
            if (!async.contains(method)) {
                checks.plainMethod(method);
            } else if (checks.allowDeclaration(method)) {
                OldCode.modernize(owner, method, hierarchy);
                MethodFacts written = MethodFacts.of(owner, method, hierarchy, options);
                checks.warn(written); // before normalizing, which changes what the author wrote
                if (checks.allowForm(written)) {
                    MethodFacts facts = Normal.form(written, hierarchy, options);
                    if (checks.allowCode(facts)) {
                        AsyncPlan plan = Planner.plan(facts, names.next(method.name), hierarchy, options.calls());
                        checks.planned(plan);
                        plans.add(plan);
                    }
                }
            }
        }
        return plans;
    }
}
