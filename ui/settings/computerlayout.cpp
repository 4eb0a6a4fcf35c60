#include "ui/office/filecontext.h"
#include "ui/settings/computerview.h"
#include "ui/settings/settingsform.h"
#include "ui/settings/updatesection.h"
#include "ui/style/metrics.h"
#include "ui/widgets/plainlabel.h"
#include "ui/words/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

// Builds the part "This computer"; computerview.cpp has the behavior.

namespace pl::ui {
namespace {

const QString kVolumeKey = QStringLiteral("alerts/volume");
const QString kLockKey = QStringLiteral("lock/afterMinutes");
constexpr int kUsualVolume = 70;

QPushButton *formButton(QFormLayout *form, const char *name, const QString &text)
{
    auto *button = new QPushButton(text, form->parentWidget());
    button->setObjectName(QLatin1String(name));
    button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    button->setAutoDefault(false);
    return button;
}

} // namespace

ComputerView::ComputerView(OfficeContext &context, Theme &theme, QWidget *parent, const Autostart &autostart)
    : QWidget(parent), m_context(context), m_theme(theme), m_autostart(autostart)
{
    setObjectName(QStringLiteral("computerView"));
    QFormLayout *form = newSettingsForm(this, tr("This computer"));
    addAppearance(form);
    addAlerts(form);
    addStart(form);
    addLock(form);
    addServer(form);
    addData(form);
    addUpdates(form);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scrolled(form->parentWidget(), this));
}

QComboBox *ComputerView::addChoice(QFormLayout *form, const char *name, const QString &label,
                                   const QList<std::pair<QString, int>> &choices, int chosen,
                                   const std::function<void(int)> &choose)
{
    auto *box = new QComboBox(form->parentWidget());
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(label);
    for (const auto &[text, value] : choices)
        box->addItem(text, value);
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
    form->addRow(label, box);
    connect(box, &QComboBox::currentIndexChanged, this, [box, choose] { choose(box->currentData().toInt()); });
    return box;
}

QCheckBox *ComputerView::addSwitch(QFormLayout *form, const char *name, const QString &text, const QString &key)
{
    auto *box = new QCheckBox(text, form->parentWidget());
    box->setObjectName(QLatin1String(name));
    box->setChecked(m_context.settings.value(key, true).toBool());
    form->addRow(QString(), box);
    connect(box, &QCheckBox::toggled, this, [this, key](bool on) { m_context.settings.setValue(key, on); });
    return box;
}

void ComputerView::addAppearance(QFormLayout *form)
{
    addHeading(form, tr("Appearance"), {});
    m_appearance = addChoice(form, "appearanceChoice", tr("Colors"),
                             {{tr("Match system"), int(Appearance::System)},
                              {tr("Light"), int(Appearance::Light)},
                              {tr("Dark"), int(Appearance::Dark)}},
                             int(m_theme.appearance()),
                             [this](int value) { m_theme.setAppearance(static_cast<Appearance>(value)); });
    connect(&m_theme, &Theme::appearanceChanged, m_appearance,
            [box = m_appearance](Appearance now) { box->setCurrentIndex(box->findData(int(now))); });
    addChoice(form, "densityChoice", tr("Rows"),
              {{tr("Comfortable"), int(Density::Comfortable)}, {tr("Compact"), int(Density::Compact)}},
              int(m_theme.density()), [this](int value) { m_theme.setDensity(static_cast<Density>(value)); });
    QList<std::pair<QString, int>> sizes;
    for (const int percent : {80, 90, 100, 110, 125, 140, 160})
        sizes += {tr("%1%").arg(percent), percent};
    addChoice(form, "fontChoice", tr("Text size"), sizes, m_theme.fontPercent(),
              [this](int value) { m_theme.setFontPercent(value); });
}

void ComputerView::addAlerts(QFormLayout *form)
{
    addHeading(form, tr("Alerts"),
               tr("What this computer tells you when time is running out or an urgent lead comes."));
    addSwitch(form, "alertMessages", tr("Show messages"), QStringLiteral("alerts/messages"));
    addSwitch(form, "alertNewLeads", tr("Announce new urgent leads"), QStringLiteral("alerts/newLeads"));
    addSwitch(form, "alertBadge", tr("Count leads for today on the program\u2019s icon"),
              QStringLiteral("alerts/badge"));
    for (const Urgency urgency : {Urgency::Day, Urgency::Week, Urgency::Month}) {
        const QString name = enumName(urgency);
        addSwitch(form, qPrintable(QStringLiteral("alertSound_") + name), tr("Sound: %1").arg(urgencyText(urgency)),
                  QStringLiteral("alerts/sound/") + name);
    }
    addVolume(form);
}

void ComputerView::addVolume(QFormLayout *form)
{
    auto *volume = new QSlider(Qt::Horizontal, form->parentWidget());
    volume->setObjectName(QStringLiteral("alertVolume"));
    volume->setAccessibleName(tr("Volume"));
    volume->setRange(0, 100);
    volume->setPageStep(10);
    volume->setMinimumWidth(scaledPx(this, 180));
    volume->setValue(m_context.settings.value(kVolumeKey, kUsualVolume).toInt());
    form->addRow(tr("Volume"), volume);
    connect(volume, &QSlider::valueChanged, this,
            [this](int value) { m_context.settings.setValue(kVolumeKey, value); });
}

void ComputerView::addStart(QFormLayout *form)
{
    addHeading(form, tr("Start"), {});
    m_start = new QCheckBox(tr("Start when I sign in to this computer"), form->parentWidget());
    m_start->setObjectName(QStringLiteral("autostart"));
    form->addRow(QString(), m_start);
    connect(m_start, &QCheckBox::clicked, this, &ComputerView::setAutostart);
}

void ComputerView::addLock(QFormLayout *form)
{
    addHeading(
        form, tr("Lock"),
        tr("When nobody uses the window for that long, it is covered until you type your password. What you have "
           "open or have typed stays."));
    QList<std::pair<QString, int>> times{{tr("Never"), 0}};
    for (const int minutes : {1, 5, 10, 15, 30, 60})
        times += {tr("After %Ln minute(s)", nullptr, minutes), minutes};
    addChoice(form, "lockChoice", tr("Lock the window"), times, m_context.settings.value(kLockKey, 0).toInt(),
              [this](int minutes) { m_context.settings.setValue(kLockKey, minutes); });
    QPushButton *now = formButton(form, "lockNow", tr("Lock now"));
    form->addRow(QString(), now);
    connect(now, &QPushButton::clicked, this, &ComputerView::lockWanted);
}

void ComputerView::addServer(QFormLayout *form)
{
    addHeading(form, tr("Server"), tr("You are signed in to %1 as %2.").arg(m_context.serverName, m_context.userEmail));
    QPushButton *forget = formButton(form, "forgetServer", tr("Forget this server\u2026"));
    form->addRow(QString(), forget);
    connect(forget, &QPushButton::clicked, this, &ComputerView::confirmForget);
}

void ComputerView::addData(QFormLayout *form)
{
    addHeading(
        form, tr("Data folder"),
        tr("What this computer keeps: how the window looks, what was announced, and what you have typed and not saved. "
           "Leads are kept on the server; a copy here shows them at once, also without a connection."));
    auto *path = new PlainLabel(dataFolder(), form->parentWidget());
    path->setObjectName(QStringLiteral("dataFolder"));
    path->setWordWrap(true);
    path->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    form->addRow(path);
    if (m_context.keepOnDisk) {
        QCheckBox *copy = addSwitch(form, "copyOnDisk", tr("Keep a copy of the leads on this computer"),
                                    QStringLiteral("copy/onDisk"));
        connect(copy, &QCheckBox::toggled, this, [this](bool isOn) { m_context.keepOnDisk(isOn); });
    }
    if (!m_context.files || !m_context.files->openFolder)
        return;
    QPushButton *open = formButton(form, "openDataFolder", tr("Open folder"));
    form->addRow(QString(), open);
    connect(open, &QPushButton::clicked, this, &ComputerView::openDataFolder);
}

void ComputerView::addUpdates(QFormLayout *form)
{
    const bool isPossible = m_context.updates && m_context.updates->watch.isPossible();
    addHeading(form, tr("New versions"),
               isPossible ? tr("Once a day, the program asks its makers\u2019 server for the newest version and says "
                               "nothing about you. It never downloads anything by itself.")
                          : tr("This copy of the program doesn\u2019t look for new versions. Whoever installed it "
                               "brings them."));
    if (!isPossible)
        return;
    auto *section = new UpdateSection(*m_context.updates, m_context.clock, form->parentWidget());
    form->addRow(section);
    connect(section, &UpdateSection::detailsWanted, this, &ComputerView::newVersionWanted);
}

} // namespace pl::ui
