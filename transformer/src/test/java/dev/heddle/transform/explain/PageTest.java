package dev.heddle.transform.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.heddle.transform.Fixture;
import dev.heddle.transform.SourceFiles;
import dev.heddle.transform.Weaver;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PageTest {
    private static final String SHOP = """
            class Shop {
                @Async
                static Coroutine<Integer> price(String item) {
                    return done(item.length());
                }

                @Async
                static Coroutine<Integer> total(List<String> items, CompletableFuture<Integer> fee) {
                    int sum = 0;
                    for (String item : items) {
                        sum += await(price(item));
                    }
                    try {
                        sum += await(fee);
                    } catch (IllegalStateException free) {
                        sum += await(price("</pre><script>alert('&')</script>"));
                    }
                    return done(sum);
                }

                @Async
                static Coroutine<Integer> same(String item) {
                    return item.isEmpty() ? price("nothing") : price(item);
                }
            }
            """;

    private final String page = Explained.program(SHOP).page();

    @Test
    void thePageIsWellFormed() throws Exception {
        assertThat(elements(page, "section")).hasSize(3);
        assertThat(elements(page, "svg")).hasSize(3);
    }

    @Test
    void everyLinkLeadsToAPlaceInThePage() throws Exception {
        List<String> ids = new ArrayList<>();
        Set<String> targets = new HashSet<>();
        each(page, element -> {
            if (element.hasAttribute("id")) {
                ids.add(element.getAttribute("id"));
            }
            if (element.hasAttribute("href")) {
                targets.add(element.getAttribute("href").substring(1));
                assertThat(element.getAttribute("href")).startsWith("#");
            }
            if (element.hasAttribute("marker-end")) {
                targets.add(element.getAttribute("marker-end").replaceAll("url\\(#|\\)", ""));
            }
        });
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(targets).isNotEmpty();
        assertThat(ids).containsAll(targets);
    }

    @Test
    void thePageRefersToNothingElseAndRunsNothing() throws Exception {
        assertThat(page).contains("default-src &#39;none&#39;").doesNotContain("@import", "://");
        assertThat(page.replace("url(#", "")).doesNotContain("url(");
        each(page, element -> {
            assertThat(element.getTagName()).isNotIn("script", "link", "img", "iframe", "object", "base", "form");
            assertThat(element.hasAttribute("src")).isFalse();
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                assertThat(element.getAttributes().item(i).getNodeName()).doesNotStartWith("on");
            }
        });
    }

    @Test
    void whatTheProgramSaysIsShownAndIsNothingElse() {
        assertThat(page)
                .contains("&lt;/pre&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;")
                .doesNotContain("<script");
        String hidden = new Markup().text("a\u202eb\u001b[2Jc\u0000").toString();
        assertThat(hidden).isEqualTo("a\\u202eb\\u001b[2Jc\\u0000");
    }

    @Test
    void namesOfClassesAndMethodsAreShownAndAreNothingElse() throws Exception {
        String hostile = "<img src=x onerror=run()>&\"'\u001b]0;";
        String name = hostile.replace(";", "").replace('\u001b', '\u202e'); // with the former it would not be woven
        Fixture program = Fixture.compile(SHOP);
        ClassWriter renamed = new ClassWriter(0);
        new ClassReader(program.bytes("Shop"))
                .accept(
                        new ClassRemapper(renamed, new Remapper(Opcodes.ASM9) {
                            @Override
                            public String map(String type) {
                                return type.equals("Shop") ? name : type;
                            }
                        }),
                        0);
        Explanations told = new Explanations(hostile);
        told.addNote(hostile);
        new Explainer(new Weaver(program.classPath()), program.classPath(), SourceFiles.NONE)
                .explain(renamed.toByteArray(), told);
        assertThat(elements(told.page(), "section")).hasSize(3);
        assertThat(elements(told.page(), "img")).isEmpty();
        assertThat(told.page() + told.text()).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void suspensionPointsAreMarkedInTheMargin() throws Exception {
        List<String> marked = new ArrayList<>();
        for (Element row : elements(page, "tr")) {
            if (row.getAttribute("class").startsWith("here ")) {
                marked.add(row.getTextContent().replaceAll("\\s+", " ").strip());
            }
        }
        assertThat(marked)
                .containsExactly(
                        "116 sum += await(price(item));1 keeps fee local 3 (operand)",
                        "219 sum += await(fee);2 keeps sum (operand)",
                        "321 sum += await(price(\"</pre><script>alert('&')</script>\"));3 keeps (operand)",
                        "\u219228 return item.isEmpty() ? price(\"nothing\") : price(item);");
    }

    @Test
    void thePictureHasABoxForEachStateAndAnArrowForEachWay() throws Exception {
        Element total = elements(page, "svg").get(1);
        assertThat(total.getElementsByTagName("rect").getLength()).isEqualTo(5);
    }

    @Test
    void aMethodThatNeverEndsHasNoEndInThePicture() throws Exception {
        String endless = Explained.program("""
                class Shop {
                    @Async Coroutine<Void> m(CompletableFuture<Integer> x) { while (true) { await(x); } }
                }
                """).page();
        assertThat(elements(endless, "rect")).hasSize(2);
        assertThat(elements(endless, "path"))
                .filteredOn(path -> path.hasAttribute("marker-end"))
                .hasSize(2);
    }

    @Test
    void whatStandsInBackticksIsCode() throws Exception {
        String page = Explained.program("""
                class Shop {
                    @Async Coroutine<Integer> m() { return done(await(n())); }
                    static Coroutine<Integer> n() { return null; }
                }
                """).page();
        assertThat(elements(page, "p"))
                .anyMatch(text -> text.getTextContent()
                        .equals("not fused: the method that is called is not @Async, so it has no direct form"));
    }

    private static void each(String page, Consumer<Element> look) throws Exception {
        elements(page, "*").forEach(look);
    }

    private static List<Element> elements(String page, String name) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page)));
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }
}
