#include "ui/settings/officeview.h"

#include "models/base/onresult.h"
#include "ui/office/filecontext.h"
#include "ui/settings/logofile.h"
#include "ui/style/metrics.h"
#include "ui/style/shown.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"
#include "ui/words/errortext.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

// What the view does; officelayout.cpp builds it.

namespace pl::ui {

using replica::DispatchRules;
using replica::TemplateBook;

OfficeView::OfficeView(OfficeContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_stack(new QStackedWidget(this)), m_state(new StatePage(this))
{
    setObjectName(QStringLiteral("officeView"));
    m_state->setObjectName(QStringLiteral("officeState"));
    m_state->present(QStringLiteral("loader-circle"), tr("Loading…"), {});
    m_form = buildForm();
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    m_stack->addWidget(m_state);
    m_stack->addWidget(scroll);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connectAll();
    received();
}

void OfficeView::connectAll()
{
    connect(m_context.templates, &TemplateBook::changed, this, &OfficeView::received);
    connect(m_state, &StatePage::actionTriggered, m_context.templates, &TemplateBook::load);
    if (m_context.dispatch) {
        connect(m_context.dispatch, &DispatchRules::changed, this, &OfficeView::received);
        connect(m_state, &StatePage::actionTriggered, m_context.dispatch, &DispatchRules::load);
        connect(m_zone, &QComboBox::currentIndexChanged, this, &OfficeView::edited);
    }
    connect(m_name, &QLineEdit::textChanged, this, &OfficeView::edited);
    connect(m_replyTo, &QLineEdit::textChanged, this, &OfficeView::edited);
    connect(m_address, &QPlainTextEdit::textChanged, this, &OfficeView::edited);
    connect(m_language, &QComboBox::currentIndexChanged, this, &OfficeView::edited);
    connect(m_logoChoice, &QPushButton::clicked, this, &OfficeView::chooseLogo);
    connect(m_logoRemoval, &QPushButton::clicked, this, [this] {
        m_logo.clear();
        edited();
    });
    connect(m_save, &QPushButton::clicked, this, [this] { saveAll([] {}); });
    connect(m_discard, &QPushButton::clicked, this, &OfficeView::discardChanges);
}

void OfficeView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_context.templates->load();
    if (m_context.dispatch)
        m_context.dispatch->load();
}

void OfficeView::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && m_save->isEnabled())
        saveAll([] {});
    else
        QWidget::keyPressEvent(event);
}

void OfficeView::focusFirst()
{
    m_stack->currentWidget() == m_state ? m_state->setFocus() : m_name->setFocus();
}

bool OfficeView::isLoaded() const
{
    return m_context.templates->isLoaded() && (!m_context.dispatch || m_context.dispatch->isLoaded());
}

OfficeView::Office OfficeView::stored(const OfficeContext &context)
{
    const wording::OfficeWords &words = context.templates->words();
    return {words.office, words.language, context.dispatch ? context.dispatch->rules().timeZone : QByteArray()};
}

OfficeView::Office OfficeView::typed() const
{
    return {{m_name->text().trimmed(), m_replyTo->text().trimmed(), m_address->toPlainText().trimmed(), m_logo},
            m_language->currentData().toString(),
            m_zone ? m_zone->currentData().toByteArray() : QByteArray()};
}

bool OfficeView::hasUnsavedChanges() const
{
    return m_stack->currentWidget() != m_state && !(typed() == m_seen);
}

/// A field that holds it already keeps its cursor.
void OfficeView::put(const Office &office)
{
    const QScopedValueRollback guard(m_filling, true);
    const Office now = typed();
    if (now.identity.name != office.identity.name)
        m_name->setText(office.identity.name);
    if (now.identity.replyTo != office.identity.replyTo)
        m_replyTo->setText(office.identity.replyTo);
    if (now.identity.address != office.identity.address)
        m_address->setPlainText(office.identity.address);
    m_logo = office.identity.logo;
    m_language->setCurrentIndex(std::max(0, m_language->findData(office.language)));
    if (!m_zone)
        return;
    // A zone that isn't in the list was set elsewhere; keep it.
    if (m_zone->findData(office.zone) < 0)
        m_zone->addItem(shown(QString::fromLatin1(office.zone), 60), office.zone);
    m_zone->setCurrentIndex(m_zone->findData(office.zone));
}

void OfficeView::fill(const Office &office)
{
    put(office);
    m_seen = office;
    edited();
}

/// What comes from the server doesn't overwrite what the person has changed; the other fields show it, or the next save
/// would write their old values.
void OfficeView::follow(const Office &now)
{
    const Office mine = typed();
    Office merged = now;
    const auto keep = [&](auto &field, const auto &typedField, const auto &seenField) {
        if (typedField != seenField)
            field = typedField;
    };
    keep(merged.identity.name, mine.identity.name, m_seen.identity.name);
    keep(merged.identity.replyTo, mine.identity.replyTo, m_seen.identity.replyTo);
    keep(merged.identity.address, mine.identity.address, m_seen.identity.address);
    keep(merged.identity.logo, mine.identity.logo, m_seen.identity.logo);
    keep(merged.language, mine.language, m_seen.language);
    keep(merged.zone, mine.zone, m_seen.zone);
    put(merged);
    m_seen = now;
    showChanges();
}

void OfficeView::received()
{
    if (!isLoaded()) {
        if (const auto &failure = m_context.templates->failure())
            m_state->present(QStringLiteral("wifi-off"), tr("The office's settings could not be loaded"),
                             errorText(*failure), tr("Try again"));
        return;
    }
    const bool isFirst = m_stack->currentWidget() == m_state;
    const bool hadFocus = m_state->hasFocus();
    m_stack->setCurrentIndex(1);
    isFirst ? fill(stored()) : follow(stored());
    if (hadFocus)
        focusFirst();
}

void OfficeView::edited()
{
    if (m_filling)
        return;
    m_problem->clearProblem();
    showChanges();
}

void OfficeView::showChanges()
{
    const bool isChanged = !(typed() == m_seen);
    m_save->setEnabled(isChanged);
    m_discard->setEnabled(isChanged);
    showLogo();
}

void OfficeView::showLogo()
{
    QPixmap picture;
    picture.loadFromData(m_logo, "PNG");
    const bool hasLogo = !picture.isNull();
    m_logoPicture->setVisible(hasLogo);
    m_logoRemoval->setEnabled(hasLogo);
    if (hasLogo)
        m_logoPicture->setPixmap(picture.height() > scaledPx(this, 56)
                                     ? picture.scaledToHeight(scaledPx(this, 56), Qt::SmoothTransformation)
                                     : picture);
}

void OfficeView::chooseLogo()
{
    const QStringList kinds{QStringLiteral("png"), QStringLiteral("jpg"), QStringLiteral("jpeg")};
    m_context.files->openFile(this, kinds, [this](const QString &path) {
        const Result<QByteArray> logo = logoFromFile(path);
        if (!logo)
            return m_problem->showProblem(logo.error().message);
        m_logo = *logo;
        edited();
    });
}

void OfficeView::discardChanges()
{
    fill(stored());
}

void OfficeView::saveChanges(const std::function<void()> &saved)
{
    hasUnsavedChanges() ? saveAll(saved) : saved();
}

QFuture<Result<>> OfficeView::write(const OfficeContext &context, const Office &office)
{
    const Answer<> answer;
    DispatchRules *dispatch = context.dispatch;
    onResult(context.templates, context.templates->changeOffice({office.identity, office.language, {}}),
             [answer, dispatch, office](const Result<wording::OfficeWords> &written) {
                 if (!written)
                     return answer.finish(written.error());
                 if (!dispatch || dispatch->rules().timeZone == office.zone)
                     return answer.finish({});
                 DispatchSettings rules = dispatch->rules();
                 rules.timeZone = office.zone;
                 onResult(dispatch, dispatch->change(rules), [answer](const Result<DispatchSettings> &changed) {
                     answer.finish(changed.transform([](const DispatchSettings &) { return Done(); }));
                 });
             });
    return answer.future();
}

void OfficeView::saveAll(const std::function<void()> &saved)
{
    const Office before = m_seen;
    m_form->setEnabled(false);
    m_save->setText(tr("Saving …"));
    onResult(this, write(m_context, typed()), [this, before, saved](const Result<> &outcome) {
        ended(before, outcome);
        if (outcome)
            saved();
    });
}

void OfficeView::ended(const Office &before, const Result<> &outcome)
{
    m_form->setEnabled(true);
    m_save->setText(tr("Save"));
    if (!outcome)
        return showErrors(outcome.error());
    fill(stored());
    offerUndo(before);
}

void OfficeView::offerUndo(const Office &before)
{
    const QString done = tr("Office saved");
    m_context.undo.push(done, [&context = m_context, before, written = m_seen] {
        if (!(stored(context) == written))
            return QtFuture::makeReadyFuture(
                Result<>(Error{ErrorCode::Outdated, tr("Somebody has changed the office's settings since.")}));
        return write(context, before);
    });
    Q_EMIT noticeWanted(done, Notice::Kind::Done, tr("Undo"), [this] { Q_EMIT undoRequested(); });
}

void OfficeView::showErrors(const Error &error)
{
    const struct
    {
        QLatin1StringView key;
        QString label;
        QWidget *editor;
    } fields[] = {{OfficeIdentity::kName, tr("The name"), m_name},
                  {OfficeIdentity::kReplyTo, tr("The address for replies"), m_replyTo},
                  {OfficeIdentity::kAddress, tr("The postal address"), m_address},
                  {OfficeIdentity::kLogo, tr("The logo"), m_logoChoice}};
    QStringList sentences;
    for (const FieldError &wrong : error.fields)
        for (const auto &field : fields) {
            if (wrong.field != field.key)
                continue;
            if (sentences.isEmpty())
                field.editor->setFocus();
            sentences += QStringLiteral("%1 %2.").arg(field.label, wrong.detail);
        }
    m_problem->showProblem(sentences.isEmpty() ? failureText(tr("The office was not saved"), error)
                                               : sentences.join(u' '));
}

} // namespace pl::ui
