package dev.heddle.conformance;

import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A Java source with more awaits in it than its author wrote, at {@link AwaitPlaces} that a seed chooses. These know nothing
 * of types: what javac refuses is taken back, line by line, until the rest compiles; and so are some awaits of a method that
 * gets larger than a method can be. Confined to one thread.
 */
final class MutatedSource {
    private static final Pattern ERROR_LINE = Pattern.compile("\\.java:(\\d+): error:");
    private static final int DENSEST = 4;
    private static final int SPARSEST = 30;

    private final String original;
    private final SplittableRandom random;
    private final BitSet chosen = new BitSet();

    private MutatedSource(String original, long seed) {
        this.original = original;
        this.random = new SplittableRandom(seed);
        int oneIn = random.nextInt(DENSEST, SPARSEST + 1);
        for (int place = AwaitPlaces.in(original).count() - 1; place >= 0; place--) {
            chosen.set(place, random.nextInt(oneIn) == 0);
        }
    }

    /** What the source compiles to with as many of the chosen awaits as javac accepts. */
    static Sources compile(String className, String source, long seed) {
        MutatedSource mutated = new MutatedSource(source, seed);
        while (true) {
            String text = mutated.text();
            try {
                Sources compiled = Sources.of(className, text);
                Program.woven(compiled.classFiles());
                return compiled;
            } catch (IllegalArgumentException refused) {
                if (mutated.chosen.isEmpty() || !mayBeRefused(refused)) {
                    throw refused;
                }
                mutated.takeBack(text, refused.getMessage());
            }
        }
    }

    private static boolean mayBeRefused(IllegalArgumentException refusal) {
        return refusal.getMessage().startsWith("sources do not compile")
                || refusal.getMessage().contains("error[H008]");
    }

    private String text() {
        AwaitPlaces places = AwaitPlaces.in(original);
        chosen.stream().forEach(places::mutate);
        return places.source();
    }

    private void takeBack(String text, String messages) {
        List<String> lines = text.lines().toList();
        int before = chosen.cardinality();
        ERROR_LINE
                .matcher(messages)
                .results()
                .map(error -> lines.get(Integer.parseInt(error.group(1)) - 1))
                .flatMap(line -> AwaitPlaces.NUMBER.matcher(line).results())
                .forEach(place -> chosen.clear(number(place)));
        if (chosen.cardinality() == before) {
            // the error shows in another line than the mutation: the last one goes, and about half of the others
            chosen.clear(chosen.length() - 1);
            for (int place : chosen.stream().toArray()) {
                chosen.set(place, random.nextBoolean());
            }
        }
    }

    private static int number(MatchResult place) {
        return Integer.parseInt(place.group(1));
    }
}
