#include "ui/settings/samplesview.h"

#include "models/base/onresult.h"
#include "models/domain/contactfields.h"
#include "models/domain/smstext.h"
#include "models/replica/samplebook.h"
#include "ui/widgets/pagetabs.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"
#include "ui/words/messagewords.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTextBrowser>

// What the view does; sampleslayout.cpp builds it.

namespace pl::ui {

using replica::SampleBook;

namespace {

QString sizeOfText(const QString &text)
{
    const QString characters = SamplesView::tr("%Ln character(s)", nullptr, static_cast<int>(text.size()));
    return SamplesView::tr("%1, sent as %Ln text message(s)", nullptr, smsSegments(text)).arg(characters);
}

} // namespace

void SamplesView::connectAll()
{
    connect(m_context.samples, &SampleBook::changed, this, &SamplesView::samplesReceived);
    connect(m_context.samples, &SampleBook::loadFailed, this, [this](const Error &error) {
        if (!m_context.samples->isLoaded())
            m_state->present(QStringLiteral("wifi-off"), tr("The templates could not be loaded"), errorText(error),
                             tr("Try again"));
    });
    connect(m_state, &StatePage::actionTriggered, m_context.samples, &SampleBook::load);
    connect(m_list, &QListWidget::currentRowChanged, this, &SamplesView::showSample);
    connect(m_tabs, &PageTabs::currentPageChanged, m_looks, &QStackedWidget::setCurrentIndex);
    connect(m_send, &QPushButton::clicked, this, &SamplesView::sendTest);
    connect(m_number, &QLineEdit::returnPressed, this, &SamplesView::sendTest);
    connect(m_number, &QLineEdit::textEdited, m_problem, &ProblemLabel::clearProblem);
}

void SamplesView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_context.samples->load();
}

void SamplesView::focusList()
{
    m_stack->currentWidget() == m_state ? m_state->setFocus() : m_list->setFocus();
}

void SamplesView::samplesReceived()
{
    if (!m_context.samples->isLoaded()) {
        m_state->present(QStringLiteral("mail"), tr("No server has published its templates yet"),
                         tr("A Plumber Leads server does this when it starts."), tr("Check again"));
        return;
    }
    const QList<MessagePreview> &previews = m_context.samples->samples().previews;
    const int row = std::max(0, m_list->currentRow());
    {
        const QSignalBlocker quiet(m_list);
        m_list->clear();
        for (const MessagePreview &preview : previews)
            m_list->addItem(tr("%1, by %2").arg(messageKindText(preview.templateName), channelText(preview.channel)));
        m_list->setCurrentRow(std::min(row, m_list->count() - 1));
    }
    const bool hadFocus = m_state->hasFocus();
    m_stack->setCurrentIndex(1);
    if (hadFocus)
        focusList();
    showSample(m_list->currentRow());
}

const MessagePreview *SamplesView::current() const
{
    const QList<MessagePreview> &previews = m_context.samples->samples().previews;
    const int row = m_list->currentRow();
    return row >= 0 && row < previews.size() ? &previews[row] : nullptr;
}

void SamplesView::showSample(int)
{
    const MessagePreview *sample = current();
    if (!sample)
        return;
    const bool isText = sample->html.isEmpty();
    m_subject->setText(isText ? sizeOfText(sample->text) : tr("Subject: %1").arg(sample->subject));
    m_text->setPlainText(sample->text);
    m_page->setHtml(sample->html); // plain-text: the page opens nothing
    m_tabs->setPageShown(1, !isText);
    if (isText)
        m_tabs->setCurrentPage(0);
    m_to->setText(isText ? tr("To this number") : tr("To %1").arg(m_context.userEmail));
    m_number->setVisible(isText);
    m_problem->clearProblem();
    if (!m_context.samples->samples().sends(sample->channel))
        m_problem->showProblem(isText ? tr("The server has no text message service. A test would not be sent.")
                                      : tr("The server has no e-mail service. A test would not be sent."));
}

QString SamplesView::recipient() const
{
    if (!current()->html.isEmpty())
        return m_context.userEmail;
    FieldErrors errors;
    const QString number = checkPhone(m_number->text(), errors);
    return errors.list().isEmpty() ? number : QString();
}

void SamplesView::sendTest()
{
    const MessagePreview *sample = current();
    if (!sample || !m_send->isEnabled())
        return;
    const QString to = recipient();
    if (to.isEmpty()) {
        m_number->setFocus();
        return m_problem->showProblem(tr("This isn't a phone number."));
    }
    m_send->setEnabled(false);
    m_send->setText(tr("Sending …"));
    m_problem->clearProblem();
    onResult(this, m_context.samples->send(*sample, to),
             [this, to](const Result<QString> &outcome) { testEnded(outcome, to); });
}

void SamplesView::testEnded(const Result<QString> &outcome, const QString &recipient)
{
    m_send->setEnabled(true);
    m_send->setText(tr("Send me a test"));
    if (!outcome)
        return m_problem->showProblem(failureText(tr("The test was not sent"), outcome.error()));
    if (!outcome->isEmpty())
        return m_problem->showProblem(outcome->left(1).toUpper() + outcome->sliced(1));
    const QString to = recipient.startsWith(u'+') ? phoneForPeople(recipient) : recipient;
    Q_EMIT noticeWanted(tr("A test is on its way to %1").arg(to), Notice::Kind::Done, {}, {});
}

} // namespace pl::ui
