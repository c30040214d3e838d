package dev.heddle.conformance;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.ArrayReference;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.LocalVariable;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.LocatableEvent;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.StepRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a {@link Debuggee} in a virtual machine of its own, stops it everywhere, and keeps what there is to be seen. Confined
 * to one run.
 */
final class Debugger {
    /** Where it stops. */
    enum Stops {
        /** At every line that has code. */
        BREAKPOINTS,
        /** At the first line of the program, and from there by steps into all that it does. */
        STEPS
    }

    /**
     * One stop.
     *
     * @param method without what weaving adds to its name
     * @param variables name to value of what is visible, {@code this} included
     */
    record Stop(String method, int line, Map<String, String> variables) {
        @Override
        public String toString() {
            return method + ":" + line + " " + variables;
        }

        String place() {
            return method + ":" + line;
        }
    }

    private static final List<String> GENERATED = List.of("$async", "$resume", "$blocking");

    private final String program;
    private final Stops stops;
    private final List<Stop> seen = new ArrayList<>();
    private boolean stepping;

    private Debugger(String program, Stops stops) {
        this.program = program;
        this.stops = stops;
    }

    /** All stops in the classes of package {@code program}, which are in {@code classes}, in their order. */
    static List<Stop> run(Path classes, String program, Stops stops, List<String> arguments) throws Exception {
        Debugger debugger = new Debugger(program, stops);
        LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> options = connector.defaultArguments();
        String classPath = classes + System.getProperty("path.separator") + System.getProperty("java.class.path");
        options.get("options").setValue("-XX:TieredStopAtLevel=1 -Xshare:auto -cp \"" + classPath + "\"");
        options.get("main").setValue(Debuggee.class.getName() + " " + String.join(" ", arguments));
        VirtualMachine machine = connector.launch(options);
        try {
            debugger.follow(machine);
        } catch (VMDisconnectedException ended) {
            // the program has ended
        } finally {
            machine.process().destroyForcibly();
        }
        return debugger.seen;
    }

    private void follow(VirtualMachine machine) throws InterruptedException, IncompatibleThreadStateException {
        ClassPrepareRequest prepared = machine.eventRequestManager().createClassPrepareRequest();
        prepared.addClassFilter(program + ".*");
        prepared.enable();
        while (true) {
            EventSet events = machine.eventQueue().remove();
            for (Event event : events) {
                if (event instanceof ClassPrepareEvent loaded) {
                    prepare(loaded.referenceType());
                } else if (event instanceof BreakpointEvent || event instanceof StepEvent) {
                    stop((LocatableEvent) event);
                }
            }
            events.resume();
        }
    }

    private void prepare(ReferenceType type) {
        for (Method method : type.methods()) {
            try {
                for (Location location : method.allLineLocations()) {
                    EventRequest breakpoint =
                            type.virtualMachine().eventRequestManager().createBreakpointRequest(location);
                    breakpoint.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
                    breakpoint.enable();
                }
            } catch (AbsentInformationException none) {
                // a method without lines
            }
        }
    }

    private void stop(LocatableEvent event) throws IncompatibleThreadStateException {
        StackFrame frame = event.thread().frame(0);
        Location location = frame.location();
        String name = location.method().name();
        for (String suffix : GENERATED) {
            name = name.replace(suffix, "");
        }
        String type = location.declaringType().name();
        seen.add(new Stop(type.substring(program.length() + 1) + "." + name, location.lineNumber(), variables(frame)));
        if (stops == Stops.STEPS && !stepping) {
            step(event.thread());
        }
    }

    private void step(ThreadReference thread) {
        stepping = true;
        thread.virtualMachine().eventRequestManager().deleteAllBreakpoints();
        StepRequest step = thread.virtualMachine()
                .eventRequestManager()
                .createStepRequest(thread, StepRequest.STEP_LINE, StepRequest.STEP_INTO);
        step.addClassFilter(program + ".*");
        step.addClassExclusionFilter("*$Coroutine"); // debuggers leave synthetic code out
        step.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
        step.enable();
    }

    private static Map<String, String> variables(StackFrame frame) {
        Map<String, String> variables = new TreeMap<>();
        try {
            for (LocalVariable variable : frame.visibleVariables()) {
                variables.put(variable.name(), text(frame.getValue(variable)));
            }
        } catch (AbsentInformationException none) {
            // a method without variables
        }
        if (frame.thisObject() != null) {
            variables.put("this", text(frame.thisObject()));
        }
        return variables;
    }

    private static String text(Value value) {
        if (value == null || value instanceof PrimitiveValue) {
            return String.valueOf(value);
        }
        if (value instanceof StringReference string) {
            return '"' + string.value() + '"';
        }
        if (value instanceof ArrayReference array) {
            return array.getValues().stream().map(Debugger::text).toList().toString();
        }
        ObjectReference object = (ObjectReference) value;
        for (ClassType type = (ClassType) object.referenceType(); type != null; type = type.superclass()) {
            if (type.name().equals("dev.heddle.Coroutine")) {
                return "a coroutine";
            }
            if (type.name().equals("java.lang.Number")) {
                return text(object.getValue(object.referenceType().fieldByName("value")));
            }
            if (type.name().equals("java.lang.Throwable")) {
                return object.referenceType().name() + ": " + text(object.getValue(type.fieldByName("detailMessage")));
            }
        }
        String name = object.referenceType().name();
        return "a " + name.substring(name.lastIndexOf('.') + 1).replaceAll("(?:Lambda).*", "lambda");
    }
}
