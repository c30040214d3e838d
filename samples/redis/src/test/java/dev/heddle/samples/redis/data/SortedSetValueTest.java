package dev.heddle.samples.redis.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class SortedSetValueTest {
    private record Model(String name, double score) implements Comparable<Model> {
        @Override
        public int compareTo(Model other) {
            return Comparator.comparingDouble(Model::score)
                    .thenComparing(Model::name)
                    .compare(this, other);
        }
    }

    @Test
    void ranksAndRangesAreThoseOfASortedList() {
        Random random = new Random(11);
        SortedSetValue set = new SortedSetValue();
        TreeSet<Model> model = new TreeSet<>();
        for (int round = 0; round < 20_000; round++) {
            String name = "m" + random.nextInt(300);
            byte[] bytes = name.getBytes(US_ASCII);
            SortedSetValue.Member present = set.members().find(bytes);
            if (present != null) {
                model.remove(new Model(name, present.score()));
            }
            if (random.nextInt(3) == 0 && present != null) {
                set.remove(present);
            } else {
                double score = random.nextInt(20) / 4.0;
                set.put(bytes, score);
                model.add(new Model(name, score));
            }
            if (round % 500 == 0) {
                compare(set, model, random.nextInt(20) / 4.0);
            }
        }
    }

    private static void compare(SortedSetValue set, TreeSet<Model> model, double bound) {
        assertThat(set.size()).isEqualTo(model.size());
        int rank = 0;
        for (Model each : model) {
            SortedSetValue.Member member = set.at(rank);
            assertThat(new String(member.key(), US_ASCII)).isEqualTo(each.name());
            assertThat(set.rank(member)).isEqualTo(rank);
            rank++;
        }
        long below = model.stream().filter(each -> each.score() < bound).count();
        long upTo = model.stream().filter(each -> each.score() <= bound).count();
        assertThat(set.start(new ScoreRange(bound, false, 100, false))).isEqualTo((int) below);
        assertThat(set.start(new ScoreRange(bound, true, 100, false))).isEqualTo((int) upTo);
        assertThat(set.end(new ScoreRange(-1, false, bound, false))).isEqualTo((int) upTo);
        assertThat(set.end(new ScoreRange(-1, false, bound, true))).isEqualTo((int) below);
    }

    @Test
    void levelsAndSpansStayInOrder() {
        Random random = new Random(5);
        SkipList list = new SkipList();
        TreeSet<Integer> present = new TreeSet<>();
        SortedSetValue.Member[] members = new SortedSetValue.Member[500];
        for (int round = 0; round < 5_000; round++) {
            int i = random.nextInt(members.length);
            if (present.remove(i)) {
                list.remove(members[i]);
            } else {
                present.add(i);
                members[i] = new SortedSetValue.Member(("m" + i).getBytes(US_ASCII), i % 7);
                list.insert(members[i]);
            }
            if (round % 50 == 0) {
                list.check();
            }
        }
        list.check();
    }
}
