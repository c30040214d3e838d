package dev.heddle.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.heddle.Coroutine;
import dev.heddle.Coroutines;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import org.junit.jupiter.api.Test;

class DirectCallsTest {
    /** As if woven: a face and a direct form. */
    static class Woven {
        static Coroutine<String> shout(String word) {
            throw new AssertionError("the face of a woven method is not called");
        }

        static Object shout$async(String word) {
            return word + "!";
        }

        Coroutine<String> name() {
            throw new AssertionError("the face of a woven method is not called");
        }

        Object name$async() {
            return "Woven";
        }
    }

    /** Not woven, or by a version without direct forms. */
    static class Plain extends Woven {
        static Coroutine<Integer> twice(int number) {
            return Coroutines.done(2 * number);
        }

        Coroutine<String> greet(String name) {
            return Coroutines.done("hello " + name);
        }

        @Override
        Coroutine<String> name() {
            throw new AssertionError("the face of a woven method is not called");
        }

        @Override
        Object name$async() {
            return "Plain";
        }

        Lookup lookup() {
            return MethodHandles.lookup();
        }
    }

    /** Overrides a woven method without having been woven itself. */
    static class Overriding extends Woven {
        @Override
        Coroutine<String> name() {
            return Coroutines.done("overridden");
        }
    }

    private final Lookup here = MethodHandles.lookup();

    @Test
    void aStaticCallGoesToTheDirectForm() throws Throwable {
        MethodType type = MethodType.methodType(Object.class, String.class);

        Object result = DirectCalls.link(here, "shout$async", type, Woven.class, DirectCalls.STATIC)
                .getTarget()
                .invoke("hey");

        assertThat(result).isEqualTo("hey!");
    }

    @Test
    void aCallOnAnExactClassGoesToTheDirectForm() throws Throwable {
        MethodType type = MethodType.methodType(Object.class, Plain.class);

        Object result = DirectCalls.link(here, "name$async", type, Plain.class, DirectCalls.FINAL)
                .getTarget()
                .invoke(new Plain());

        assertThat(result).isEqualTo("Plain");
    }

    @Test
    void aSuperCallDoesNotSelectByTheReceiver() throws Throwable {
        Plain receiver = new Plain();
        MethodType type = MethodType.methodType(Object.class, Plain.class);

        Object result = DirectCalls.link(receiver.lookup(), "name$async", type, Woven.class, DirectCalls.SPECIAL)
                .getTarget()
                .invoke(receiver);

        assertThat(result).isEqualTo("Woven");
    }

    @Test
    void withoutADirectFormTheFaceIsCalledAndStarted() throws Throwable {
        MethodType staticType = MethodType.methodType(Object.class, int.class);
        MethodType virtualType = MethodType.methodType(Object.class, Plain.class, String.class);

        assertThat(DirectCalls.link(here, "twice$async", staticType, Plain.class, DirectCalls.STATIC)
                        .getTarget()
                        .invoke(21))
                .isEqualTo(42);
        assertThat(DirectCalls.link(here, "greet$async", virtualType, Plain.class, DirectCalls.FINAL)
                        .getTarget()
                        .invoke(new Plain(), "you"))
                .isEqualTo("hello you");
    }

    @Test
    void aDirectFormThatIsInheritedDoesNotStandForAnOverrideThatIsNotWoven() throws Throwable {
        MethodType type = MethodType.methodType(Object.class, Overriding.class);

        Object result = DirectCalls.link(here, "name$async", type, Overriding.class, DirectCalls.FINAL)
                .getTarget()
                .invoke(new Overriding());

        assertThat(result).isEqualTo("overridden");
    }

    @Test
    void withoutAnyMethodLinkingFails() {
        assertThatThrownBy(() -> DirectCalls.link(
                        here, "gone$async", MethodType.methodType(Object.class), Plain.class, DirectCalls.STATIC))
                .isInstanceOf(NoSuchMethodError.class);
    }
}
