package io.fifoio.benchmarks;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Panels of horizontal bars in two columns, as SVG, on a ground of its own that follows the viewer's light or dark. */
final class Drawing {

    private static final int MARGIN = 24;
    private static final int COLUMN = 500;
    private static final int COLUMNS = 2;
    private static final int HEAD = 84;
    private static final int PANEL_HEAD = 30;
    private static final int ROW = 24;
    private static final int PANEL_FOOT = 26;
    private static final int LABEL = 146;
    private static final int LONGEST_BAR = 180;
    private static final int BAR = 15;

    private static final String STYLE = """
            text { font: 13px -apple-system, 'Segoe UI', 'DejaVu Sans', Helvetica, Arial, sans-serif; fill: #1f2328 }
            .ground { fill: #ffffff; stroke: #d1d9e0 }
            .title { font-size: 19px; font-weight: 600 }
            .panel { font-weight: 600 }
            .quiet { fill: #59636e; font-size: 12px }
            .rival { fill: #9aa7b5 }
            .ours { fill: #d9480f }
            .bound { fill: none; stroke: #9aa7b5; stroke-width: 1.5; stroke-dasharray: 4 3 }
            .strong { font-weight: 700 }
            .spread { stroke: #1f2328; stroke-width: 1.2 }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3 }
              .ground { fill: #0d1117; stroke: #3d444d }
              .quiet { fill: #9198a1 }
              .rival { fill: #656f7b }
              .ours { fill: #f76707 }
              .spread { stroke: #e6edf3 }
            }
            """;

    private final String title;
    private final String subtitle;
    private final List<Panel> panels;

    Drawing(String title, String subtitle, List<Panel> panels) {
        this.title = title;
        this.subtitle = subtitle;
        this.panels = panels;
    }

    void write(Path file) throws IOException, XMLStreamException {
        try (Writer out = Files.newBufferedWriter(file)) {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
            new Pen(xml).draw();
            xml.flush();
            out.write('\n');
        }
    }

    private int rowHeight(int first) {
        int bars = panels.subList(first, Math.min(panels.size(), first + COLUMNS)).stream()
                .mapToInt(panel -> panel.bars().size())
                .max()
                .orElse(0);
        return PANEL_HEAD + bars * ROW + PANEL_FOOT;
    }

    private final class Pen {

        private final XMLStreamWriter xml;

        Pen(XMLStreamWriter xml) {
            this.xml = xml;
        }

        void draw() throws XMLStreamException {
            int width = 2 * MARGIN + COLUMNS * COLUMN;
            int height = HEAD + MARGIN;
            for (int first = 0; first < panels.size(); first += COLUMNS) {
                height += rowHeight(first);
            }
            xml.writeStartElement("svg");
            xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
            attribute("viewBox", "0 0 " + width + " " + height);
            attribute("width", width);
            attribute("height", height);
            attribute("role", "img");
            text("title", title);
            text("style", "\n" + STYLE);
            rectangle("ground", 0.5, 0.5, width - 1, height - 1);
            text("title", MARGIN, 36, "start", title);
            text("quiet", MARGIN, 58, "start", subtitle);
            int top = HEAD;
            for (int first = 0; first < panels.size(); first += COLUMNS) {
                for (int i = first; i < Math.min(panels.size(), first + COLUMNS); i++) {
                    draw(panels.get(i), MARGIN + (i - first) * COLUMN, top);
                }
                top += rowHeight(first);
            }
            text("quiet", MARGIN, height - 16, "start", legend());
            xml.writeEndElement();
        }

        private String legend() {
            return "Each panel has its own scale. Bars: medians; thin lines: lowest to highest. × n: times PipedInputStream."
                    + " Dashed: no pipe, two copies by one core.";
        }

        private void draw(Panel panel, int left, int top) throws XMLStreamException {
            text("panel", left, top + 16, "start", panel.title());
            double scale = LONGEST_BAR / panel.longest();
            int y = top + PANEL_HEAD;
            for (Bar bar : panel.bars()) {
                boolean ours = Contender.isOurs(bar.pipe());
                boolean bound = bar.pipe().equals(Throughput.BASELINE);
                double length = Math.max(1, bar.length().median() * scale);
                int start = left + LABEL;
                text(ours ? "strong" : "", start - 8, y + 12, "end", Results.title(bar.pipe()));
                rectangle(bound ? "bound" : ours ? "ours" : "rival", start, y, length, BAR);
                double low = start + bar.length().low() * scale;
                double high = start + bar.length().high() * scale;
                line(low, high, y + BAR / 2.0);
                double end = Math.max(start + length, high) + 7;
                xml.writeStartElement("text");
                attribute("x", round(end));
                attribute("y", y + 12);
                span(ours ? "strong" : "", bar.value() + (bar == panel.bars().get(0) ? " " + panel.unit() : ""));
                span("quiet", bar.remark().isEmpty() ? "" : "  " + bar.remark());
                xml.writeEndElement();
                y += ROW;
            }
        }

        private void span(String style, String content) throws XMLStreamException {
            xml.writeStartElement("tspan");
            attribute("class", style);
            attribute("xml:space", "preserve");
            xml.writeCharacters(content);
            xml.writeEndElement();
        }

        private void text(String element, String content) throws XMLStreamException {
            xml.writeStartElement(element);
            xml.writeCharacters(content);
            xml.writeEndElement();
        }

        private void text(String style, double x, double y, String anchor, String content) throws XMLStreamException {
            xml.writeStartElement("text");
            attribute("class", style);
            attribute("x", round(x));
            attribute("y", round(y));
            attribute("text-anchor", anchor);
            xml.writeCharacters(content);
            xml.writeEndElement();
        }

        private void rectangle(String style, double x, double y, double width, double height)
                throws XMLStreamException {
            xml.writeEmptyElement("rect");
            attribute("class", style);
            attribute("x", round(x));
            attribute("y", round(y));
            attribute("width", round(width));
            attribute("height", round(height));
            attribute("rx", style.equals("ground") ? 8 : 2);
        }

        private void line(double from, double to, double y) throws XMLStreamException {
            xml.writeEmptyElement("line");
            attribute("class", "spread");
            attribute("x1", round(from));
            attribute("x2", round(to));
            attribute("y1", round(y));
            attribute("y2", round(y));
        }

        private void attribute(String name, Object value) throws XMLStreamException {
            xml.writeAttribute(name, value.toString());
        }

        private double round(double value) {
            return Math.round(value * 10) / 10.0;
        }
    }
}
