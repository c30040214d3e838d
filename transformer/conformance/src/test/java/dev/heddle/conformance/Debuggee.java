package dev.heddle.conformance;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;

/** The program that a {@link Debugger} looks into: runs every case of some classes at one pace. */
final class Debuggee {
    private Debuggee() {}

    /** The pace, then the names of the classes. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Mode mode = Mode.PLAIN.at(Mode.Pace.valueOf(arguments[0]));
        for (String className : Arrays.asList(arguments).subList(1, arguments.length)) {
            Method[] methods = Class.forName(className).getDeclaredMethods();
            Arrays.sort(methods, Comparator.comparing(Method::getName));
            for (Method method : methods) {
                if (method.isAnnotationPresent(Case.class)) {
                    method.setAccessible(true);
                    Script.run(mode, new DirectDriver(), () -> method.invoke(null));
                }
            }
        }
    }
}
