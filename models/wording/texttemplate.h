#pragma once

#include <QHash>
#include <QString>

namespace pl::wording {

/// The values for a template's names.
using TemplateValues = QHash<QString, QString>;

/// A text in which {{name}} is replaced by a value, {{#name}}…{{/name}} appears only if the value isn't empty, and
/// {{^name}}…{{/name}} only if it is. Values are always escaped: in HTML they can't become markup, in plain text they
/// can't start a line or hide characters. What is not a whole placeholder, in a text that somebody is still typing, is
/// left as it is (templatecheck.h finds it).
class TextTemplate
{
public:
    enum class Kind { Plain, Html };

    TextTemplate(QString text, Kind kind) : m_text(std::move(text)), m_kind(kind) {}
    /// Loads the file of that name from models/wording/templates ("lead_assigned.txt"); its extension determines the
    /// kind. Empty when there is none.
    static TextTemplate named(const QString &file);
    /// The file's text as it is.
    static QString fileText(const QString &file);

    bool isEmpty() const { return m_text.isEmpty(); }
    QString render(const TemplateValues &values) const;

private:
    QString render(QStringView text, const TemplateValues &values) const;
    QString escaped(const QString &value) const;

    const QString m_text;
    const Kind m_kind;
};

/// The text as HTML shows it, also between the quotes of an attribute.
QString escapedHtml(const QString &text);

} // namespace pl::wording
