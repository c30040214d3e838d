package dev.heddle;

import dev.heddle.coroutine.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes down what the tasks of a loop are doing. One use each; confined to the loop thread. */
final class Dumper {
    private static final int DEEPEST = 50;
    private static final int LONGEST_VALUE = 100;

    private final boolean withVariables;
    private int left;
    private int omitted;

    private Dumper(Loop loop, int most) {
        left = most;
        withVariables = loop.scheduler.ledger().isFull();
    }

    /** At most {@code most} tasks of a loop. */
    static LoopDump dump(Loop loop, int most) {
        Dumper dumper = new Dumper(loop, most);
        List<LoopDump.OneTask> tasks = dumper.tasks(loop.rootScope(), 1);
        return new LoopDump(loop.name(), tasks, dumper.omitted);
    }

    private List<LoopDump.OneTask> tasks(TaskScope scope, int depth) {
        List<LoopDump.OneTask> tasks = new ArrayList<>();
        for (Task<?> task = scope.children.first(); task != null; task = task.nextSibling) {
            if (left == 0 || depth > DEEPEST) {
                omitted++;
            } else {
                left--;
                tasks.add(task(task, depth));
            }
        }
        return List.copyOf(tasks);
    }

    private LoopDump.OneTask task(Task<?> task, int depth) {
        List<LoopDump.OneScope> scopes = new ArrayList<>();
        for (TaskScope open = task.firstOpenScope(); open != null; open = open.outer) {
            scopes.add(new LoopDump.OneScope(open.name(), open.timeLeft(), tasks(open, depth + 1)));
        }
        CancelReason cancelled = task.cancelReason();
        Place spawned = task.spawnedAt();
        return new LoopDump.OneTask(
                task.name(),
                task.state(),
                task.waitsFor(),
                cancelled == null ? null : cancelled.toString(),
                spawned == null ? null : spawned.user(),
                frames(task),
                List.copyOf(scopes));
    }

    private List<LoopDump.OneFrame> frames(Task<?> task) {
        return withVariables
                ? task.suspensions().stream()
                        .map(suspension -> new LoopDump.OneFrame(suspension.position(), texts(suspension.variables())))
                        .toList()
                : task.awaitChain().stream()
                        .map(position -> new LoopDump.OneFrame(position, Map.of()))
                        .toList();
    }

    private static Map<String, String> texts(Map<String, @Nullable Object> variables) {
        Map<String, String> texts = new LinkedHashMap<>();
        variables.forEach((name, value) -> texts.put(name, text(value)));
        return texts;
    }

    /** Of what a program's own classes make of themselves nothing is expected. */
    private static String text(@Nullable Object value) {
        String text;
        try {
            text = value instanceof CharSequence ? "\"" + value + "\"" : String.valueOf(value);
        } catch (Throwable failure) {
            return "(" + failure.getClass().getName() + ")";
        }
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
    }
}
