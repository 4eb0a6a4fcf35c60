#include "ui/billing/statementform.h"

#include "ui/billing/paymentfiles.h"
#include "ui/office/filecontext.h"
#include "ui/office/files.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/billingwords.h"
#include "ui/words/words.h"

#include <QBoxLayout>
#include <QComboBox>

namespace pl::ui {

StatementForm::StatementForm(OfficeContext &context, BillingContext &billing, QWidget *parent)
    : FormDialog(parent)
    , m_context(context)
    , m_billing(billing)
    , m_summary(new PlainLabel(this))
    , m_plumber(new QComboBox(this))
    , m_month(new QComboBox(this))
    , m_format(new QComboBox(this))
{
    setObjectName(QStringLiteral("statementForm"));
    m_summary->setObjectName(QStringLiteral("statementSummary"));
    m_summary->setWordWrap(true);
    boundWidth(m_plumber);
    m_format->addItems({tr("PDF, to send or print"), tr("CSV, for a spreadsheet")});
    addRow({{tr("Plumber"), m_plumber, QStringLiteral("plumber")}});
    addRow({{tr("Month"), m_month, QStringLiteral("month")}, {tr("Format"), m_format, QStringLiteral("format")}});
    static_cast<QBoxLayout *>(layout())->insertWidget(2, m_summary);
    connect(m_plumber, &QComboBox::currentIndexChanged, this, &StatementForm::summarize);
    connect(m_month, &QComboBox::currentIndexChanged, this, &StatementForm::summarize);
    setMinimumWidth(scaledPx(this, 440));
}

void StatementForm::openFor(const QUuid &plumberId, QDate month)
{
    setHeading(tr("Statement"), tr("Save …"));
    fillChoices(plumberId, month);
    summarize();
    openForm();
}

void StatementForm::fillChoices(const QUuid &plumberId, QDate month)
{
    const QSignalBlocker quietPlumber(m_plumber);
    const QSignalBlocker quietMonth(m_month);
    QList<QUuid> plumbers = m_billing.payments.plumbers();
    if (!plumbers.contains(plumberId))
        plumbers += plumberId;
    QList<QDate> newestFirst = m_billing.payments.months();
    if (!newestFirst.contains(month))
        newestFirst += month;
    m_plumber->clear();
    for (const QUuid &id : std::as_const(plumbers))
        if (m_context.replica.plumber(id))
            m_plumber->addItem(shown(m_context.replica.plumberName(id)), id);
    m_plumber->model()->sort(0);
    std::sort(newestFirst.begin(), newestFirst.end(), std::greater());
    m_month->clear();
    for (const QDate each : std::as_const(newestFirst))
        m_month->addItem(monthText(each), each);
    m_plumber->setCurrentIndex(std::max(0, m_plumber->findData(plumberId)));
    m_month->setCurrentIndex(m_month->findData(month));
}

Statement StatementForm::chosen() const
{
    const QUuid plumberId = m_plumber->currentData().toUuid();
    const QDate month = m_month->currentData().toDate();
    const Plumber *plumber = m_context.replica.plumber(plumberId);
    const auto lead = [this](const QUuid &id) { return m_context.replica.lead(id); };
    return makeStatement(plumber ? *plumber : Plumber{}, month, m_billing.payments.ofPlumber(plumberId, month),
                         m_context.replica.settings().currency, lead);
}

/// The server's address stands for an office that hasn't said its name.
OfficeIdentity StatementForm::issuer() const
{
    const OfficeIdentity office = m_context.templates ? m_context.templates->words().office : OfficeIdentity();
    return office.orElse({m_context.serverName, {}, {}, {}});
}

void StatementForm::summarize()
{
    const Statement statement = chosen();
    const QString leads = leadsText(statement.lines.size());
    const QString charged = moneyText(statement.charged, statement.currency);
    const QString refunded = moneyText(statement.refunded, statement.currency);
    const QString open = moneyText(statement.open, statement.currency);
    m_summary->setText(statement.open.isZero()
                           ? tr("%1: %2 charged, %3 refunded.", "leads, amounts").arg(leads, charged, refunded)
                           : tr("%1: %2 charged, %3 refunded, %4 still open.").arg(leads, charged, refunded, open));
}

void StatementForm::submit()
{
    if (m_plumber->count() == 0)
        return showErrors({ErrorCode::InvalidInput, tr("There is no plumber to make a statement for.")});
    const bool pdf = m_format->currentIndex() == 0;
    const QString name = statementName(chosen()) + (pdf ? QStringLiteral(".pdf") : QStringLiteral(".csv"));
    m_context.files->chooseFile(this, name, [this, pdf](const QString &path) { save(path, pdf); });
}

void StatementForm::save(const QString &path, bool pdf)
{
    const QByteArray bytes = pdf ? statementPdf(chosen(), issuer(), m_context.clock().toDateTime().toLocalTime().date())
                                 : statementCsv(chosen());
    const Result<> outcome = saveFile(path, bytes);
    if (!outcome)
        return showErrors(
            {ErrorCode::InvalidInput,
             tr("The file could not be written: %1. Choose another location.").arg(outcome.error().message)});
    saved();
    Q_EMIT fileSaved(path);
}

} // namespace pl::ui
