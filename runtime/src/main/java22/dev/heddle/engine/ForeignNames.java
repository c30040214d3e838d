package dev.heddle.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The names of users and groups, by their numbers. Any thread. */
final class ForeignNames {
    private static final FunctionDescriptor LOOK_UP =
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    private static final MethodHandle USER = link("getpwuid_r");
    private static final MethodHandle GROUP = link("getgrgid_r");

    /** More than {@code struct passwd} and {@code struct group}, each of which begins with the name. */
    private static final int ENTRY_LENGTH = 128;

    /** A group with more members than fit is left without a name. */
    private static final int TEXT_LENGTH = 64 * 1024;

    private static final int LONGEST_NAME = 256;

    private ForeignNames() {}

    @SuppressWarnings("restricted") // the signatures are those of the C library
    private static MethodHandle link(String name) {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol = linker.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name));
        return linker.downcallHandle(symbol, LOOK_UP);
    }

    /** That of a user; the number where it has none. */
    static String ofUser(int number) {
        return nameOf(number, USER);
    }

    /** That of a group; the number where it has none. */
    static String ofGroup(int number) {
        return nameOf(number, GROUP);
    }

    @SuppressWarnings("restricted") // the C library ends its names by zero
    private static String nameOf(int number, MethodHandle function) {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment entry = memory.allocate(ENTRY_LENGTH, Long.BYTES);
            MemorySegment text = memory.allocate(TEXT_LENGTH);
            MemorySegment found = memory.allocate(ADDRESS);
            int failure = (int) function.invokeExact(number, entry, text, (long) TEXT_LENGTH, found);
            return failure != 0 || found.get(ADDRESS, 0).address() == 0
                    ? Integer.toUnsignedString(number)
                    : entry.get(ADDRESS, 0).reinterpret(LONGEST_NAME).getString(0);
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }
}
