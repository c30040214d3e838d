package dev.heddle.samples.redis.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ListValueTest {
    @Test
    void doesWhatAListDoesWhereverItsRingBegins() {
        Random random = new Random(2);
        ListValue list = new ListValue();
        List<String> model = new ArrayList<>();
        for (int round = 0; round < 50_000; round++) {
            step(random, list, model);
            assertThat(contents(list)).as("round %s", round).isEqualTo(model);
        }
    }

    private static void step(Random random, ListValue list, List<String> model) {
        String text = "e" + random.nextInt(10);
        byte[] bytes = text.getBytes(US_ASCII);
        int index = model.isEmpty() ? 0 : random.nextInt(model.size());
        switch (random.nextInt(model.size() > 40 ? 14 : 9)) {
            case 0, 1, 2:
                list.addFirst(bytes);
                model.add(0, text);
                break;
            case 3, 4, 5:
                list.addLast(bytes);
                model.add(text);
                break;
            case 6:
                list.insert(index, bytes);
                model.add(index, text);
                break;
            case 7:
                int most = 1 + random.nextInt(3);
                int removed =
                        random.nextBoolean() ? list.removeFromFirst(bytes, most) : removeLast(list, model, bytes, most);
                for (int i = 0; i < removed; i++) {
                    model.remove(text);
                }
                break;
            case 8:
                if (random.nextInt(50) == 0) {
                    list.keep(index, model.size());
                    model.subList(0, index).clear();
                }
                break;
            default:
                assertThat(new String(list.remove(index), US_ASCII)).isEqualTo(model.remove(index));
        }
    }

    private static int removeLast(ListValue list, List<String> model, byte[] bytes, int most) {
        int removed = list.removeFromLast(bytes, most);
        for (int i = 0; i < removed; i++) {
            model.remove(model.lastIndexOf(new String(bytes, US_ASCII)));
        }
        return 0;
    }

    private static List<String> contents(ListValue list) {
        List<String> contents = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            contents.add(new String(list.get(i), US_ASCII));
        }
        return contents;
    }
}
