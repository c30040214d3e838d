package dev.heddle.transform.check;

import dev.heddle.transform.Dialect;
import dev.heddle.transform.WeaverOptions;
import dev.heddle.transform.emit.CodeTooLarge;
import dev.heddle.transform.facts.MethodFacts;
import dev.heddle.transform.facts.MethodFacts.Lines;
import dev.heddle.transform.parse.Hierarchy;
import dev.heddle.transform.plan.AsyncPlan;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** All checks, by what has to be known of a method before they can be made. Confined to one weaving. */
public final class Checks {
    /** Of every method. */
    private static final List<Check<Subject>> EVERY_METHOD = List.of(
            on(Rule.AWAIT_OUTSIDE_ASYNC, AwaitOutsideAsync::inReferences),
            on(Rule.AWAIT_OUTSIDE_ASYNC, AwaitOutsideAsync::inCallsThatCannotBeTranslated),
            on(Rule.EMIT_OUTSIDE_GENERATOR, EmitOutsideGenerator::inReferences),
            on(Rule.COROUTINE_DROPPED, CoroutineDropped::check));

    /** Of methods that are not async. */
    private static final List<Check<Subject>> PLAIN_METHODS = List.of(
            on(Rule.AWAIT_OUTSIDE_ASYNC, AwaitOutsideAsync::inPlainMethod),
            on(Rule.EMIT_OUTSIDE_GENERATOR, EmitOutsideGenerator::inPlainMethod));

    /** Of methods that say they are async, before anything is found out about their code. */
    private static final List<Check<Subject>> DECLARATIONS = List.of(
            on(Rule.RETURN_TYPE, ReturnType::check),
            on(Rule.NOT_A_METHOD_WITH_A_BODY, AsyncDeclaration::check),
            on(Rule.SYNCHRONIZED_METHOD, SynchronizedMethod::check),
            on(Rule.NAME_TAKEN, NameTaken::check),
            on(Rule.TOO_LARGE, TooLarge::check),
            on(Rule.EMIT_OUTSIDE_GENERATOR, EmitOutsideGenerator::inAsyncMethod));

    /** Of the code of async methods as it was written. */
    private static final List<Check<MethodFacts>> WRITTEN_CODE =
            List.of(on(Rule.UNFINISHED_OBJECT, UnfinishedObject::check));

    /** Of the code of async methods. */
    private static final List<Check<MethodFacts>> ASYNC_CODE =
            List.of(on(Rule.AWAIT_UNDER_MONITOR, AwaitUnderMonitor::check));

    /** Of the code of async methods as it was written; none of these keeps a class from being woven. */
    private static final List<Check<AsyncCode>> WARNINGS = List.of(
            on(Rule.NOTHING_AWAITED, NothingAwaited::check),
            on(Rule.LOCK_ACROSS_AWAIT, LockAcrossAwait::check),
            on(Rule.HELD_ACROSS_AWAIT, HeldAcrossAwait::check),
            on(Rule.NULL_RETURNED, NullReturned::check),
            on(Rule.RETURNED_OUT_OF_TRY, ReturnedOutOfTry::check),
            on(Rule.TAKEN_FOR_RESULT, TakenForResult::check),
            on(Rule.AWAITED_TWICE, AwaitedTwice::check),
            on(Rule.THREAD_LOCAL_ACROSS_AWAIT, ThreadLocalAcrossAwait::check),
            on(Rule.THREAD_ACROSS_AWAIT, ThreadAcrossAwait::check),
            on(Rule.STALE_READ, StaleRead::check),
            on(ForwardedAwait.RULES, ForwardedAwait::check),
            on(BlockingCall.RULES, BlockingCall::check),
            on(Rule.ENDLESS_LOOP, EndlessLoop::check),
            on(Rule.CANCELLED_KEPT, CancelledKept::check),
            on(Rule.CLEANUP_UNSHIELDED, CleanupUnshielded::check),
            on(Rule.SPAWNED_IN_ROOT_SCOPE, SpawnedInRootScope::check),
            on(Rule.UNUSUAL_SLEEP, UnusualSleep::check));

    /** Of what has been planned for async methods. */
    private static final List<Check<AsyncPlan>> PLANS = List.of(
            on(Rule.NO_NAME_FOR_FRAME, NoNameForFrame::check),
            on(Rule.TOO_LARGE, TooLarge::inFrame),
            on(Rule.LARGE_FRAME, LargeFrame::check));

    private final ClassNode owner;
    private final Hierarchy hierarchy;
    private final Report report;
    private final Dialect dialect;
    private final BlockingMethods blocking;
    private final HeldObjects held;

    public Checks(ClassNode owner, Hierarchy hierarchy, Report report, WeaverOptions options) {
        this.owner = owner;
        this.hierarchy = hierarchy;
        this.report = report;
        this.dialect = options.dialect();
        this.blocking = BlockingMethods.with(options.blocking());
        this.held = HeldObjects.with(options.held());
    }

    /** Checks a method that is not async. */
    public void plainMethod(MethodNode method) {
        Subject subject = new Subject(owner, method, hierarchy, dialect);
        run(EVERY_METHOD, subject, method);
        run(PLAIN_METHODS, subject, method);
    }

    /** Whether a method that says it is async can be. */
    public boolean allowDeclaration(MethodNode method) {
        long before = report.errors();
        Subject subject = new Subject(owner, method, hierarchy, dialect);
        run(EVERY_METHOD, subject, method);
        run(DECLARATIONS, subject, method);
        return report.errors() == before;
    }

    /** Looks for what can be woven but is probably a mistake. */
    public void warn(MethodFacts facts) {
        run(WARNINGS, new AsyncCode(facts, hierarchy, blocking, held), facts.method());
    }

    /** Whether the code of an async method, as it was written, can be brought into the form that is planned. */
    public boolean allowForm(MethodFacts facts) {
        return allow(WRITTEN_CODE, facts);
    }

    /** Whether the code of an async method can be woven. */
    public boolean allowCode(MethodFacts facts) {
        return allow(ASYNC_CODE, facts);
    }

    /** Looks for what the plan of an async method tells, and whether it can be carried out. */
    public void planned(AsyncPlan plan) {
        run(PLANS, plan, plan.facts().method());
    }

    private boolean allow(List<Check<MethodFacts>> checks, MethodFacts facts) {
        long before = report.errors();
        run(checks, facts, facts.method());
        return report.errors() == before;
    }

    /** Reports the methods whose woven code passes the limit of the class file format. */
    public void tooLarge(CodeTooLarge error) {
        TooLarge.check(owner, error, report);
    }

    /** Reports a class that has too many constants, at its first woven method; none is woven where only calls are omitted. */
    public void tooLarge(List<AsyncPlan> plans, ClassTooLargeException error) {
        if (plans.isEmpty()) {
            MethodNode first = owner.methods.get(0);
            TooLarge.check(first, Lines.first(first), error, report);
        } else {
            TooLarge.check(plans.get(0).facts().method(), plans.get(0).line(), error, report);
        }
    }

    private <S> void run(List<Check<S>> checks, S subject, MethodNode method) {
        for (Check<S> check : checks) {
            if (check.rules().stream().anyMatch(report::isHeard)) {
                check.look().at(subject, finding -> report.add(method, finding));
            }
        }
    }

    private static <S> Check<S> on(Rule rule, Look<S> look) {
        return on(Set.of(rule), look);
    }

    private static <S> Check<S> on(Set<Rule> rules, Look<S> look) {
        return new Check<>(rules, look);
    }

    /** One entry of the lists above. */
    private record Check<S>(Set<Rule> rules, Look<S> look) {}

    @FunctionalInterface
    private interface Look<S> {
        void at(S subject, Consumer<Finding> found);
    }
}
