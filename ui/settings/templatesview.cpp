#include "ui/settings/templatesview.h"

#include "models/base/onresult.h"
#include "models/replica/samplebook.h"
#include "models/wording/templatecheck.h"
#include "ui/settings/mailpreview.h"
#include "ui/settings/testsender.h"
#include "ui/widgets/pagetabs.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"
#include "ui/words/messagewords.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

// What the view does; templateslayout.cpp builds it.

namespace pl::ui {

using wording::MessageTemplate;
using wording::TemplateKey;
using wording::TemplateText;

namespace {

QString draftId(const TemplateKey &key)
{
    return key.name + u'/' + key.channel + u'/' + key.language;
}

/// "The subject is required. The message needs the link: …"
QString faultText(const Error &error)
{
    QStringList sentences;
    for (const FieldError &fault : error.fields)
        sentences +=
            (fault.field == u"subject" ? TemplatesView::tr("The subject %1.") : TemplatesView::tr("The message %1."))
                .arg(fault.detail);
    return sentences.isEmpty() ? errorText(error) : sentences.join(u' ');
}

} // namespace

TemplatesView::TemplatesView(OfficeContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_book(*context.templates)
    , m_stack(new QStackedWidget(this))
    , m_state(new StatePage(this))
{
    setObjectName(QStringLiteral("templatesView"));
    m_state->setObjectName(QStringLiteral("templatesState"));
    m_state->present(QStringLiteral("loader-circle"), tr("Loading…"), {});
    m_stack->addWidget(m_state);
    m_stack->addWidget(buildPage());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connectAll();
    fillList();
    if (m_book.isLoaded())
        bookChanged();
}

void TemplatesView::connectAll()
{
    connect(&m_book, &replica::TemplateBook::changed, this, &TemplatesView::bookChanged);
    connect(m_context.samples, &replica::SampleBook::changed, this, &TemplatesView::showPreview);
    connect(m_state, &StatePage::actionTriggered, &m_book, &replica::TemplateBook::load);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        m_refusal.clear();
        showTemplate();
    });
    connect(m_languages, &PageTabs::currentPageChanged, this, [this] {
        m_refusal.clear();
        showTemplate();
    });
    connect(m_subject, &QLineEdit::textChanged, this, &TemplatesView::edited);
    connect(m_body, &QPlainTextEdit::textChanged, this, &TemplatesView::edited);
    connect(m_save, &QPushButton::clicked, this, &TemplatesView::save);
    connect(m_discard, &QPushButton::clicked, this, &TemplatesView::discardDraft);
    connect(m_original, &QPushButton::clicked, this, &TemplatesView::backToOriginal);
    connect(m_leads, &QComboBox::currentIndexChanged, this, &TemplatesView::showPreview);
    connect(m_test, &TestSender::sent, this,
            [this](const QString &sentence) { Q_EMIT noticeWanted(sentence, Notice::Kind::Done, {}, {}); });
}

void TemplatesView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fillLeads();
    m_book.load();
    m_context.samples->load();
}

void TemplatesView::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier))
        save();
    else
        QWidget::keyPressEvent(event);
}

void TemplatesView::focusFirst()
{
    m_stack->currentWidget() == m_state ? m_state->setFocus() : m_list->setFocus();
}

/// Texts from the server don't overwrite what the person has typed.
void TemplatesView::bookChanged()
{
    if (!m_book.isLoaded()) {
        if (m_book.failure())
            m_state->present(QStringLiteral("wifi-off"), tr("The templates could not be loaded"),
                             errorText(*m_book.failure()), tr("Try again"));
        return;
    }
    rebase();
    m_outdated.clear();
    const bool hadFocus = m_state->hasFocus();
    m_stack->setCurrentIndex(1);
    if (hadFocus)
        focusFirst();
    showTemplate();
}

/// Whoever was told that somebody else was faster writes over their version with the next try.
void TemplatesView::rebase()
{
    for (const TemplateKey &key : std::as_const(m_outdated))
        if (const auto draft = m_drafts.find(draftId(key)); draft != m_drafts.end())
            draft->seen = m_book.words().templates.row(key);
}

void TemplatesView::fillList()
{
    const QSignalBlocker quiet(m_list);
    const auto keys = wording::templateKeys(wording::languages().at(m_languages->currentPage()));
    while (m_list->count() < keys.size())
        m_list->addItem(QString());
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setText(lineText(keys.at(row)));
    if (m_list->currentRow() < 0)
        m_list->setCurrentRow(0);
}

QString TemplatesView::lineText(const TemplateKey &key) const
{
    const QString name = tr("%1, by %2").arg(messageKindText(key.name), channelText(key.channel));
    if (m_drafts.contains(draftId(key)))
        return tr("%1 – not saved").arg(name);
    return m_book.words().templates.isEdited(key) ? tr("%1 – edited").arg(name) : name;
}

TemplateKey TemplatesView::currentKey() const
{
    const auto keys = wording::templateKeys(wording::languages().at(m_languages->currentPage()));
    return keys.value(m_list->currentRow(), keys.first());
}

QString TemplatesView::currentId() const
{
    return draftId(currentKey());
}

TemplateText TemplatesView::typed() const
{
    return {currentKey().isSms() ? QString() : m_subject->text(), m_body->toPlainText()};
}

TemplateText TemplatesView::shownText(const TemplateKey &key) const
{
    const auto draft = m_drafts.constFind(draftId(key));
    return draft == m_drafts.cend() ? m_book.words().templates.text(key) : draft->text;
}

void TemplatesView::showTemplate()
{
    const TemplateKey key = currentKey();
    {
        const QScopedValueRollback guard(m_filling, true);
        const TemplateText text = shownText(key);
        m_subject->setVisible(!key.isSms());
        if (m_subject->text() != text.subject)
            m_subject->setText(text.subject);
        if (m_body->toPlainText() != text.body)
            m_body->setPlainText(text.body);
    }
    m_reader->setText(wording::isToCustomer(key.name) ? tr("Sent to customers if the office writes in this language.")
                                                      : tr("Sent to plumbers who read this language."));
    fillInsertMenu();
    fillList();
    showState();
}

void TemplatesView::edited()
{
    if (m_filling)
        return;
    const TemplateKey key = currentKey();
    const TemplateText text = typed();
    const auto draft = m_drafts.constFind(draftId(key));
    // The field says that it changed when its colors do, too.
    if (text == (draft == m_drafts.cend() ? m_book.words().templates.text(key) : draft->text))
        return;
    m_refusal.clear();
    const MessageTemplate seen = draft == m_drafts.cend() ? m_book.words().templates.row(key) : draft->seen;
    if (text == m_book.words().templates.text(key))
        m_drafts.remove(draftId(key));
    else
        m_drafts.insert(draftId(key), {seen, text});
    fillList();
    showState();
}

void TemplatesView::showState()
{
    const TemplateKey key = currentKey();
    const bool isTyped = m_drafts.contains(draftId(key));
    const Result<> usable = wording::checkTemplate(key, typed());
    m_problem->showProblem(usable ? m_refusal : faultText(usable.error()));
    m_save->setEnabled(isTyped && usable && !m_isWriting);
    m_discard->setEnabled(isTyped && !m_isWriting);
    m_original->setEnabled(m_book.words().templates.isEdited(key) && !m_isWriting);
    showPreview();
}

OfficeIdentity TemplatesView::sender() const
{
    return m_book.words().office.orElse({m_context.samples->samples().officeName, {}, {}, {}});
}

wording::Facts TemplatesView::facts() const
{
    const Timestamp now = m_context.clock();
    const Lead *lead = m_context.replica.lead(m_leads->currentData().toUuid());
    if (!lead)
        return m_book.sampleFacts(now);
    const Plumber *plumber = m_context.replica.plumber(lead->assignedPlumberId.value_or(QUuid()));
    return m_book.factsOf(*lead, plumber ? std::optional(*plumber) : std::nullopt, now);
}

void TemplatesView::showPreview()
{
    const TemplateKey key = currentKey();
    const TemplateText text = typed();
    m_preview->showMessage(wording::rendered(key, text, facts(), sender()), sender(),
                           m_context.samples->samples().emailFrom);
    MessageTest wish;
    wish.templateName = key.name;
    wish.channel = key.channel;
    wish.language = key.language;
    if (m_drafts.contains(draftId(key))) {
        wish.subject = text.subject;
        wish.body = text.body;
    }
    m_test->setWish(wish);
}

void TemplatesView::insert(const QString &placeholder)
{
    if (m_subject->hasFocus())
        return m_subject->insert(placeholder);
    m_body->insertPlainText(placeholder);
    m_body->setFocus();
}

void TemplatesView::discardDraft()
{
    m_refusal.clear();
    m_drafts.remove(currentId());
    showTemplate();
}

void TemplatesView::discardChanges()
{
    m_drafts.clear();
    showTemplate();
}

void TemplatesView::save()
{
    if (m_save->isEnabled())
        saveDraft(currentId(), [] {});
}

/// One after another, as long as they can be saved.
void TemplatesView::saveChanges(const std::function<void()> &saved)
{
    if (m_drafts.isEmpty())
        return saved();
    saveDraft(m_drafts.cbegin().key(), [this, saved] { saveChanges(saved); });
}

/// What is typed during a write would be neither saved nor a draft, and a second write would lose to the first.
void TemplatesView::setWriting(bool isWriting)
{
    m_isWriting = isWriting;
    m_body->setReadOnly(isWriting);
    m_subject->setReadOnly(isWriting);
    m_insert->setEnabled(!isWriting);
    showState();
}

void TemplatesView::showKey(const TemplateKey &key)
{
    m_languages->setCurrentPage(static_cast<int>(wording::languages().indexOf(key.language)));
    m_list->setCurrentRow(static_cast<int>(wording::templateKeys(key.language).indexOf(key)));
}

void TemplatesView::saveDraft(const QString &id, const std::function<void()> &saved)
{
    const Draft draft = m_drafts.value(id);
    setWriting(true);
    onResult(this, m_book.write(draft.seen, draft.text),
             [this, id, draft, saved](const Result<MessageTemplate> &outcome) {
                 wrote(id, draft.seen, outcome, tr("Template saved"));
                 if (outcome)
                     saved();
             });
}

void TemplatesView::backToOriginal()
{
    const MessageTemplate seen = m_book.words().templates.row(currentKey());
    setWriting(true);
    onResult(this, m_book.write(seen, std::nullopt),
             [this, id = currentId(), seen](const Result<MessageTemplate> &outcome) {
                 wrote(id, seen, outcome, tr("The original is sent again"));
             });
}

void TemplatesView::wrote(const QString &id, const MessageTemplate &before, const Result<MessageTemplate> &outcome,
                          const QString &done)
{
    setWriting(false);
    if (!outcome) {
        if (outcome.error().code == ErrorCode::Outdated)
            m_outdated += before.key;
        rebase();
        showKey(before.key);
        m_refusal = failureText(tr("The template was not saved"), outcome.error());
        return showState();
    }
    m_refusal.clear();
    m_drafts.remove(id);
    showTemplate();
    const auto text = before.isEdited() ? std::optional(TemplateText{before.subject, *before.body}) : std::nullopt;
    m_context.undo.push(done, [book = &m_book, written = *outcome, text] {
        return thenOn(book, book->write(written, text), [](const Result<MessageTemplate> &row) {
            return row.transform([](const auto &) { return Done(); });
        });
    });
    Q_EMIT noticeWanted(done, Notice::Kind::Done, tr("Undo"), [this] { Q_EMIT undoRequested(); });
}

} // namespace pl::ui
