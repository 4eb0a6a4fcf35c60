#include "models/wording/mailbody.h"

#include "models/wording/texttemplate.h"

namespace pl::wording {

namespace {

using namespace Qt::StringLiterals;

QString anchor(const QString &link, const QString &words, const QString &attribute = {})
{
    return u"<a "_s + attribute + u"href=\""_s + escapedHtml(link) + u"\">"_s + escapedHtml(words) + u"</a>"_s;
}

/// A line of the text; the link in it can be clicked.
QString lineHtml(const QString &line, const QString &link)
{
    if (link.isEmpty())
        return escapedHtml(line);
    QStringList parts = line.split(link);
    for (QString &part : parts)
        part = escapedHtml(part);
    return parts.join(anchor(link, link));
}

/// Gathers lines to paragraphs.
class Paragraphs
{
public:
    void addLine(const QString &html) { m_lines += html; }
    void end()
    {
        if (!m_lines.isEmpty())
            m_html += u"<p>"_s + m_lines.join(u"<br>\n"_s) + u"</p>\n"_s;
        m_lines.clear();
    }
    void addWhole(const QString &html)
    {
        end();
        m_html += u"<p>"_s + html + u"</p>\n"_s;
    }
    QString html()
    {
        end();
        return m_html.trimmed();
    }

private:
    QStringList m_lines;
    QString m_html;
};

} // namespace

QString htmlOfBody(const QString &subject, const QString &text, const QString &link, const QString &button)
{
    Paragraphs paragraphs;
    const QStringList lines = text.trimmed().split(u'\n');
    for (const QString &line : lines) {
        const QString tidy = line.trimmed();
        if (tidy.isEmpty())
            paragraphs.end();
        else if (tidy == link)
            paragraphs.addWhole(anchor(link, button, u"class=\"button\" "_s));
        else
            paragraphs.addLine(lineHtml(tidy, link));
    }
    return u"<h1>"_s + escapedHtml(subject) + u"</h1>\n"_s + paragraphs.html();
}

QString buttonText(const TemplateKey &key)
{
    const bool isSpanish = key.language == u"es";
    if (key.name == u"lead_assigned")
        return isSpanish ? u"Aceptar o rechazar"_s : u"Accept or decline"_s;
    if (key.name == u"card_setup")
        return isSpanish ? u"Agregar una tarjeta"_s : u"Add a card"_s;
    if (key.name == u"payment_action")
        return isSpanish ? u"Confirmar el pago"_s : u"Confirm the payment"_s;
    return isSpanish ? u"Abrir"_s : u"Open"_s;
}

} // namespace pl::wording
