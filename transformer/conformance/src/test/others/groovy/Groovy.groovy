package others

import static dev.heddle.Coroutines.await
import static dev.heddle.Coroutines.done

import dev.heddle.Coroutine
import dev.heddle.annotation.Async
import dev.heddle.conformance.Case
import dev.heddle.conformance.Probe
import dev.heddle.conformance.Trace
import groovy.transform.CompileStatic

@CompileStatic
class Groovy {
    private final int n

    Groovy(int n) {
        this.n = n
    }

    @Async
    static Coroutine<Integer> probe(int value) {
        return done((Integer) await(Probe.of(value)))
    }

    @Case
    @Async
    static Coroutine<Integer> loops() {
        int sum = 0
        for (int i = 0; i < 4; i++) {
            int more = (Integer) await(probe(i))
            sum += more
        }
        for (String word in ['a', 'bb', 'ccc']) {
            String seen = (String) await(Probe.of(word))
            sum += seen.length()
        }
        return done(sum)
    }

    @Case
    @Async
    static Coroutine<String> tryCatchFinally() {
        StringBuilder text = new StringBuilder()
        try {
            text.append((String) await(Probe.of('tried')))
            int zero = (Integer) await(probe(0))
            text.append((int) (10 % zero))
        } catch (ArithmeticException e) {
            Trace.log('caught', e)
            text.append((String) await(Probe.of(' caught')))
        } finally {
            text.append((String) await(Probe.of(' finally')))
        }
        return done(text.toString())
    }

    @Case
    @Async
    static Coroutine<String> switches() {
        String text = ''
        for (int i = 0; i < 4; i++) {
            switch ((Integer) await(probe(i))) {
                case 0:
                    text += (String) await(Probe.of('zero '))
                    break
                case 1:
                case 2:
                    text += 'some '
                    break
                default:
                    text += "many ${i} "
            }
        }
        return done(text)
    }

    @Case
    @Async
    static Coroutine<String> elvisAndSafeNavigation() {
        String none = (String) await(Probe.of((String) null))
        String some = (String) await(Probe.of('text'))
        Integer length = none?.length() ?: (Integer) await(probe(7))
        String text = "${length} ${some ?: 'none'} ${some?.length()}"
        return done(text)
    }

    @Case
    @Async
    static Coroutine<Integer> instances() {
        Groovy made = new Groovy((Integer) await(probe(3)))
        int first = (Integer) await(made.doubled())
        int second = (Integer) await(new Groovy(1).doubled())
        return done(first + second)
    }

    @Async
    Coroutine<Integer> doubled() {
        int two = (Integer) await(Probe.of(2))
        int twice = n * two
        return done(twice)
    }

    @Case
    @Async
    static Coroutine<Double> wideOperands() {
        long base = 1L << 40
        double sum = base + (double) (Double) await(Probe.of(2.5d)) * ((long) (Long) await(Probe.of(3L)) - 1)
        return done(sum)
    }

    @Case
    @Async
    static Coroutine<List<Integer>> closures() {
        int factor = (Integer) await(probe(3))
        List<Integer> numbers = [1, 2, 3].collect { Integer it -> it * factor }
        int last = (Integer) await(probe(numbers[2]))
        List<Integer> both = [numbers[0], last]
        return done(both)
    }

    @Case
    @Async
    static Coroutine<Integer> handedOn() {
        Trace.log('hands on')
        return probe(5)
    }
}
