#include "ui/customer/customerfileform.h"

#include "models/base/onresult.h"
#include "ui/customer/proofpages.h"
#include "ui/office/filecontext.h"
#include "ui/office/files.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/leadwords.h"
#include "ui/words/words.h"

#include <QComboBox>
#include <QDir>

namespace pl::ui {

using replica::CustomerRead;
using replica::CustomerRecords;
using replica::KeptLead;

CustomerFileForm::CustomerFileForm(OfficeContext &context, CustomerContext &customers, QWidget *parent)
    : FormDialog(parent)
    , m_context(context)
    , m_customers(customers)
    , m_lead(new QComboBox(this))
    , m_format(new QComboBox(this))
{
    setObjectName(QStringLiteral("customerFileForm"));
    boundWidth(m_lead);
    m_format->addItem(tr("PDF and JSON"), Both);
    m_format->addItem(tr("PDF, to read and print"), Pdf);
    m_format->addItem(tr("JSON, for a program"), Json);
    m_words = addWords({});
    m_words->setObjectName(QStringLiteral("customerFileWords"));
    addRow({{tr("Lead"), m_lead, QStringLiteral("lead"), 2}, {tr("Format"), m_format, QStringLiteral("format")}});
    setMinimumWidth(scaledPx(this, 480));
}

void CustomerFileForm::openFor(Purpose purpose, const CustomerRecords &records, const QUuid &leadId)
{
    m_purpose = purpose;
    m_key = records.key();
    fillLeads(records, leadId);
    m_format->setCurrentIndex(0);
    const bool isProof = purpose == Purpose::Proof;
    setHeading(isProof ? tr("Make a proof pack") : tr("Give a customer their file"), tr("Save\u2026"));
    m_words->setText(
        isProof
            ? tr("What the customer agreed to, who was told and what became of it, who was considered and why, what "
                 "was charged, and who did what. The history is checked against its hashes while the pack is made.")
            : tr("Everything the office knows about this person, in plain words and without anybody else's data."));
    openForm(QStringLiteral("format"));
}

void CustomerFileForm::fillLeads(const CustomerRecords &records, const QUuid &leadId)
{
    m_lead->clear();
    if (m_purpose == Purpose::Give)
        m_lead->addItem(tr("All of them"), QUuid());
    else
        for (const KeptLead &kept : records.leads)
            m_lead->addItem(shown(tr("%1, %2", "a service, a day")
                                      .arg(serviceText(kept.lead.serviceNeeded),
                                           dayTimeText(kept.lead.createdAt, m_context.clock()))),
                            kept.lead.id);
    m_lead->setCurrentIndex(std::max(0, m_lead->findData(leadId)));
}

QUuid CustomerFileForm::lead() const
{
    return m_lead->currentData().toUuid();
}

CustomerFileForm::Format CustomerFileForm::format() const
{
    return static_cast<Format>(m_format->currentData().toInt());
}

/// The server's address stands for an office whose name isn't known here.
QString CustomerFileForm::officeName() const
{
    const QString name = m_context.templates ? m_context.templates->words().office.name : QString();
    return name.isEmpty() ? m_context.serverName : name;
}

void CustomerFileForm::submit()
{
    if (m_purpose == Purpose::Proof && lead().isNull())
        return showErrors({ErrorCode::InvalidInput, tr("This person has no lead to make a proof pack of.")});
    setBusy(true, tr("Reading \u2026"));
    const auto progressed = [this](int steps) {
        setBusy(true, tr("Reading %1 of %2 \u2026").arg(numberText(steps), numberText(CustomerRead::kSteps)));
    };
    onResult(this, m_customers.desk.read(m_key, this, progressed),
             [this](const Result<CustomerRecords> &records) { recordsReceived(records); });
}

void CustomerFileForm::recordsReceived(const Result<CustomerRecords> &records)
{
    if (!records)
        return showErrors(records.error());
    if (m_purpose == Purpose::Proof && !records->lead(lead()))
        return showErrors({ErrorCode::NotFound, tr("The lead is gone.")});
    setBusy(false);
    askWhere(m_purpose == Purpose::Proof ? proofOf(*records) : givenOf(*records));
}

CustomerFileForm::Papers CustomerFileForm::proofOf(const CustomerRecords &records) const
{
    const customer::ProofPack pack(*records.file.lead(lead()), records.file,
                                   {officeName(), m_context.userEmail, m_context.clock()});
    const auto nameOf = [this](const QUuid &id) { return m_context.replica.plumberName(id); };
    return {format() == Json ? QByteArray() : proofPdf(pack, nameOf),
            format() == Pdf ? QByteArray() : pack.toJson(),
            chainSentence(pack),
            pack.isSound(),
            pack.lastHash(),
            1};
}

CustomerFileForm::Papers CustomerFileForm::givenOf(const CustomerRecords &records) const
{
    const auto given = customer::GivenFile::of(records.file, officeName(), m_context.clock(),
                                               m_context.replica.settings().dispatch.zone());
    return {format() == Json ? QByteArray() : givenPdf(given),
            format() == Pdf ? QByteArray() : givenJson(given),
            {},
            true,
            {},
            static_cast<int>(records.leads.size())};
}

QString CustomerFileForm::fileName() const
{
    const QString day = m_context.clock().toDateTime().toLocalTime().date().toString(Qt::ISODate);
    const QString ending = format() == Json ? QStringLiteral("json") : QStringLiteral("pdf");
    if (m_purpose == Purpose::Give)
        return QStringLiteral("customer-file-%1.%2").arg(day, ending);
    return QStringLiteral("proof-pack-%1-%2.%3").arg(lead().toString(QUuid::WithoutBraces).left(8), day, ending);
}

void CustomerFileForm::askWhere(const Papers &papers)
{
    m_context.files->chooseFile(this, fileName(), [this, papers](const QString &path) { save(papers, path); });
}

void CustomerFileForm::save(const Papers &papers, const QString &path)
{
    Result<> outcome = saveFile(path, papers.pdf.isEmpty() ? papers.json : papers.pdf);
    QString second = path;
    if (outcome && format() == Both) {
        const QFileInfo info(path);
        second = info.dir().filePath(info.completeBaseName() + QStringLiteral(".json"));
        outcome = saveFile(second, papers.json);
    }
    if (!outcome)
        return showErrors(
            {ErrorCode::InvalidInput,
             tr("The file could not be written: %1. Choose another location.").arg(outcome.error().message)});
    saved();
    note(papers);
    const QString done = tr("Saved as %1.").arg(QDir::toNativeSeparators(path));
    Q_EMIT filesSaved(path, papers.sentence.isEmpty() ? done : tr("%1 %2").arg(done, papers.sentence), papers.isSound);
}

/// Who made it stands in the activity.
void CustomerFileForm::note(const Papers &papers)
{
    if (!m_context.activity)
        return;
    const char *const formats[] = {"pdf+json", "pdf", "json"};
    nlohmann::json detail{{"format", formats[format()]}};
    if (m_purpose == Purpose::Proof)
        detail["hash"] = toJson(papers.hash);
    else
        detail["leads"] = papers.leads;
    m_context.activity->noteFile(m_purpose == Purpose::Proof ? ActivityKind::ProofMade : ActivityKind::PersonExported,
                                 m_purpose == Purpose::Proof ? std::optional(lead()) : std::nullopt, detail);
}

} // namespace pl::ui
