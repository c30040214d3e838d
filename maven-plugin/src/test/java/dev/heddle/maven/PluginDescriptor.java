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

    /** The goals, each with its phase, and below it its options: type, default and how they are given on the command line. */
    static String list() throws Exception {
        StringBuilder list = new StringBuilder();
        for (Element mojo : mojos()) {
            List<String> phase = texts(mojo, "phase");
            String goal = texts(mojo, "goal").get(0);
            list.append(goal).append(phase.isEmpty() ? "" : ", phase " + phase.get(0));
            list.append('\n');
            if (!goal.equals("help")) {
                Element values = elements(mojo, "configuration").get(0);
                for (Element parameter : elements(mojo, "parameter")) {
                    list.append(option(parameter, values));
                }
            }
        }
        return list.toString();
    }

    /** Nothing for what Maven fills in and nobody can set. */
    private static String option(Element parameter, Element values) {
        if (!texts(parameter, "editable").contains("true")) {
            return "";
        }
        String name = texts(parameter, "name").get(0);
        StringBuilder line = new StringBuilder("  ")
                .append(name)
                .append(": ")
                .append(texts(parameter, "type").get(0));
        for (Element value : elements(values, name)) {
            if (value.hasAttribute("default-value")) {
                line.append(", default ").append(value.getAttribute("default-value"));
            }
            if (!value.getTextContent().isEmpty()) {
                line.append(", ").append(value.getTextContent());
            }
        }
        if (texts(parameter, "required").contains("true")) {
            line.append(", required");
        }
        if (!elements(parameter, "deprecated").isEmpty()) {
            line.append(", deprecated");
        }
        return line.append('\n').toString();
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
