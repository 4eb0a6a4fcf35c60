#include "ui/customer/eraseform.h"
#include "ui/customer/erasingwords.h"

#include "models/base/onresult.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plainlabel.h"

#include <QLineEdit>

namespace pl::ui {

using replica::ErasingCounts;

namespace {

constexpr qsizetype kDigits = 4;

/// A heading, and each line with a dot in front.
QString dotted(const QString &heading, const QStringList &lines)
{
    QString text = heading;
    for (const QString &line : lines)
        text += QStringLiteral("\n\u2022 ") + line;
    return text;
}

} // namespace

EraseForm::EraseForm(replica::CustomerDesk &desk, QWidget *parent)
    : FormDialog(parent), m_desk(desk), m_typed(new QLineEdit(this))
{
    setObjectName(QStringLiteral("eraseForm"));
    m_goes = addWords({});
    m_goes->setObjectName(QStringLiteral("erasingGoes"));
    m_stays = addWords({});
    m_stays->setObjectName(QStringLiteral("erasingStays"));
    for (PlainLabel *label : {m_goes, m_stays}) {
        label->setForegroundRole(QPalette::WindowText);
        label->setMost(kShownPage);
    }
    m_how = addWords({});
    m_typed->setMaxLength(20);
    addRow({{tr("To confirm"), m_typed, QStringLiteral("confirmation")}});
    setMinimumWidth(scaledPx(this, 500));
}

void EraseForm::openFor(const CustomerKey &key, const QString &name)
{
    m_key = key;
    setHeading(name.isEmpty() ? tr("Erase this customer for good") : tr("Erase %1 for good").arg(name),
               tr("Erase for good"));
    m_typed->clear();
    m_how->setText(key.phone.isEmpty()
                       ? tr("Nobody can bring it back. Type %1 to go on.").arg(wanted())
                       : tr("Nobody can bring it back. Type the last four digits of the phone number, or %1, to go on.")
                             .arg(tr("ERASE")));
    openForm();
    askPreview();
}

void EraseForm::forget()
{
    m_key = {};
    ++m_generation;
    m_typed->clear();
    setHeading(tr("Erase this customer for good"), tr("Erase for good"));
}

QString EraseForm::wanted() const
{
    return m_key.phone.isEmpty() ? tr("ERASE") : m_key.phone.right(kDigits);
}

bool EraseForm::isConfirmed() const
{
    const QString typed = m_typed->text().trimmed();
    return typed == wanted() || typed == tr("ERASE");
}

void EraseForm::askPreview()
{
    m_preview.reset();
    m_goes->setText(tr("Asking the server what would go \u2026"));
    m_stays->clear();
    onResult(this, m_desk.previewErasing(m_key), [this, asked = ++m_generation](const Result<ErasingCounts> &preview) {
        if (asked == m_generation)
            showPreview(preview);
    });
}

void EraseForm::showPreview(const Result<ErasingCounts> &preview)
{
    if (!preview) {
        m_goes->setText(tr("What would go is not known yet. Press the button to ask again."));
        return showErrors(preview.error());
    }
    m_preview = *preview;
    const QStringList goes = erasingLines(*preview);
    m_goes->setText(goes.isEmpty() ? tr("The server finds nothing of this person.") : dotted(tr("This goes:"), goes));
    m_stays->setText(dotted(tr("This stays:"), stayingLines(*preview)));
    growToFit();
}

void EraseForm::submit()
{
    clearErrors();
    if (!m_preview)
        return askPreview();
    if (!isConfirmed())
        return showErrors({ErrorCode::InvalidInput,
                           {},
                           {{QStringLiteral("confirmation"), QStringLiteral("invalid"),
                             m_key.phone.isEmpty() ? tr("must be %1").arg(wanted())
                                                   : tr("must be the last four digits, or %1").arg(tr("ERASE"))}}});
    erase();
}

void EraseForm::erase()
{
    setBusy(true, tr("Erasing \u2026"));
    onResult(this, m_desk.erase(m_key), [this, key = m_key](const Result<ErasingCounts> &done) {
        if (!done)
            return showErrors(done.error());
        saved();
        Q_EMIT erased(key, *done);
    });
}

} // namespace pl::ui
