#include "ui/sources/signaturefields.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>

namespace pl::ui {

namespace {

struct SignatureWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::ui::SignatureFields)
};

void choose(QComboBox *box, const QString &data)
{
    box->setCurrentIndex(std::max(0, box->findData(data)));
}

/// Never null: an empty field takes back what was there.
QString notNull(const QString &text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

} // namespace

SignatureFields::SignatureFields(QWidget *form)
    : header(new QLineEdit(form))
    , algorithm(new QComboBox(form))
    , encoding(new QComboBox(form))
    , prefix(new QLineEdit(form))
{
    header->setPlaceholderText(QStringLiteral("X-Signature"));                             // no-tr: a header's name
    algorithm->addItem(QStringLiteral("SHA-256"), mapping::signatureAlgorithms().first()); // no-tr: a name
    algorithm->addItem(QStringLiteral("SHA-1"), mapping::signatureAlgorithms().last());    // no-tr: a name
    encoding->addItem(SignatureWords::tr("Hexadecimal"), mapping::signatureEncodings().first());
    encoding->addItem(QStringLiteral("Base64"), mapping::signatureEncodings().last()); // no-tr: a name
    prefix->setPlaceholderText(SignatureWords::tr("None"));
}

void SignatureFields::fill(const mapping::SignatureSettings &settings)
{
    header->setText(settings.header);
    choose(algorithm, settings.algorithm);
    choose(encoding, settings.encoding);
    prefix->setText(settings.prefix);
}

mapping::SignatureSettings SignatureFields::typed() const
{
    return {notNull(header->text().trimmed()), algorithm->currentData().toString(), encoding->currentData().toString(),
            notNull(prefix->text())};
}

} // namespace pl::ui
