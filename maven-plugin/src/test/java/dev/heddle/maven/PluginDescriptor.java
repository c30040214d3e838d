package dev.heddle.maven;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the jar of the plugin tells Maven about its goals. */
final class PluginDescriptor {
    private PluginDescriptor() {}

    static List<String> goals() throws Exception {
        return mojos().stream().map(mojo -> texts(mojo, "goal").get(0)).toList();
    }

    /** The options of all goals but {@code help}. */
    static SortedSet<String> options() throws Exception {
        SortedSet<String> options = new TreeSet<>();
        for (Element mojo : mojos()) {
            if (!texts(mojo, "goal").contains("help")) {
                for (Element parameter : elements(mojo, "parameter")) {
                    if (texts(parameter, "editable").contains("true")) {
                        options.add(texts(parameter, "name").get(0));
                    }
                }
            }
        }
        return options;
    }

    private static List<Element> mojos() throws Exception {
        return elements(document("/META-INF/maven/plugin.xml").getDocumentElement(), "mojo");
    }

    static List<Element> elements(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    static List<String> texts(Element parent, String tag) {
        return elements(parent, tag).stream().map(Element::getTextContent).toList();
    }

    static Document document(String resource) throws Exception {
        try (InputStream in = PluginDescriptor.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is missing");
            }
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        }
    }
}
