<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
    <context>
        <name>pl::ui::BillingView</name>
        <message numerus="yes">
            <source>%Ln payment(s) so far</source>
            <translation>
                <numerusform>%Ln payment so far</numerusform>
                <numerusform>%Ln payments so far</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln payment(s) saved as %1</source>
            <translation>
                <numerusform>%Ln payment saved as %1</numerusform>
                <numerusform>%Ln payments saved as %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ChangePasswordDialog</name>
        <message numerus="yes">
            <source>must have at least %n character(s)</source>
            <translation>
                <numerusform>must have at least %n character</numerusform>
                <numerusform>must have at least %n characters</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ClockWarning</name>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s)</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::DecisionWords</name>
        <message numerus="yes">
            <source>%1 at their daily cap</source>
            <translation>
                <numerusform>%1 at their daily cap</numerusform>
                <numerusform>%1 at their daily cap</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 too far away</source>
            <translation>
                <numerusform>%1 too far away</numerusform>
                <numerusform>%1 too far away</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 without a card on file</source>
            <translation>
                <numerusform>%1 without a card on file</numerusform>
                <numerusform>%1 without a card on file</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 who had it before</source>
            <translation>
                <numerusform>%1 who had it before</numerusform>
                <numerusform>%1 who had it before</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 paused</source>
            <translation>
                <numerusform>%1 paused</numerusform>
                <numerusform>%1 paused</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 without this service</source>
            <translation>
                <numerusform>%1 without this service</numerusform>
                <numerusform>%1 without this service</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 because the service is unknown</source>
            <translation>
                <numerusform>%1 because the service is unknown</numerusform>
                <numerusform>%1 because the service is unknown</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::DetailPane</name>
        <message numerus="yes">
            <source>will be sent in %n s</source>
            <translation>
                <numerusform>will be sent in %n s</numerusform>
                <numerusform>will be sent in %n s</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ErrorWords</name>
        <message numerus="yes">
            <source>Try again in %n second(s).</source>
            <translation>
                <numerusform>Try again in %n second.</numerusform>
                <numerusform>Try again in %n seconds.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Try again in %n minute(s).</source>
            <translation>
                <numerusform>Try again in %n minute.</numerusform>
                <numerusform>Try again in %n minutes.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::FilterChip</name>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::GraceNotice</name>
        <message numerus="yes">
            <source>Messages go out in %n s.</source>
            <translation>
                <numerusform>Messages go out in %n s.</numerusform>
                <numerusform>Messages go out in %n s.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::LeadPreview</name>
        <message numerus="yes">
            <source>and %n other(s) in the same body</source>
            <translation>
                <numerusform>and %n other in the same body</numerusform>
                <numerusform>and %n others in the same body</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n plumber(s) can take it</source>
            <translation>
                <numerusform>%n plumber can take it</numerusform>
                <numerusform>%n plumbers can take it</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::MessageWords</name>
        <message numerus="yes">
            <source>After %n attempt(s)</source>
            <translation>
                <numerusform>After %n attempt</numerusform>
                <numerusform>After %n attempts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 Gave up after %n attempt(s).</source>
            <translation>
                <numerusform>%1 Gave up after %n attempt.</numerusform>
                <numerusform>%1 Gave up after %n attempts.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::MessagesView</name>
        <message numerus="yes">
            <source>The newest %Ln message(s)</source>
            <translation>
                <numerusform>The newest %Ln message</numerusform>
                <numerusform>The newest %Ln messages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln message(s)</source>
            <translation>
                <numerusform>%Ln message</numerusform>
                <numerusform>%Ln messages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1, %Ln didn't arrive</source>
            <translation>
                <numerusform>%1, %Ln didn't arrive</numerusform>
                <numerusform>%1, %Ln didn't arrive</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::Moments</name>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n minute</numerusform>
                <numerusform>%n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s)</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s)</source>
            <translation>
                <numerusform>%n day</numerusform>
                <numerusform>%n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::MoreFilters</name>
        <message numerus="yes">
            <source>Over %n day(s)</source>
            <translation>
                <numerusform>Over %n day</numerusform>
                <numerusform>Over %n days</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Over %n hour(s)</source>
            <translation>
                <numerusform>Over %n hour</numerusform>
                <numerusform>Over %n hours</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::ReceivedChip</name>
        <message numerus="yes">
            <source>Last %n day(s)</source>
            <translation>
                <numerusform>Last %n day</numerusform>
                <numerusform>Last %n days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::SamplesView</name>
        <message numerus="yes">
            <source>%Ln character(s)</source>
            <translation>
                <numerusform>%Ln character</numerusform>
                <numerusform>%Ln characters</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1, sent as %Ln text message(s)</source>
            <translation>
                <numerusform>%1, sent as %Ln text message</numerusform>
                <numerusform>%1, sent as %Ln text messages</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::SortingActions</name>
        <message numerus="yes">
            <source>&amp;Save mapping, take %n lead(s)</source>
            <translation>
                <numerusform>&amp;Save mapping, take %n lead</numerusform>
                <numerusform>&amp;Save mapping, take %n leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Mapping of %1 saved. Trying %n item(s) again.</source>
            <translation>
                <numerusform>Mapping of %1 saved. Trying %n item again.</numerusform>
                <numerusform>Mapping of %1 saved. Trying %n items again.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n lead(s) taken</source>
            <translation>
                <numerusform>%n lead taken</numerusform>
                <numerusform>%n leads taken</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n item(s) couldn't be taken</source>
            <translation>
                <numerusform>%n item couldn't be taken</numerusform>
                <numerusform>%n items couldn't be taken</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::SortingPane</name>
        <message numerus="yes">
            <source>%n item(s) waiting</source>
            <translation>
                <numerusform>%n item waiting</numerusform>
                <numerusform>%n items waiting</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::SortingView</name>
        <message numerus="yes">
            <source>%Ln item(s)</source>
            <translation>
                <numerusform>%Ln item</numerusform>
                <numerusform>%Ln items</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::SourcePane</name>
        <message numerus="yes">
            <source>%n hour(s)</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln duplicate(s)</source>
            <translation>
                <numerusform>%Ln duplicate</numerusform>
                <numerusform>%Ln duplicates</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln test(s)</source>
            <translation>
                <numerusform>%Ln test</numerusform>
                <numerusform>%Ln tests</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::SourcesView</name>
        <message numerus="yes">
            <source>%Ln source(s)</source>
            <translation>
                <numerusform>%Ln source</numerusform>
                <numerusform>%Ln sources</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::StatusLine</name>
        <message numerus="yes">
            <source>%n hour(s)</source>
            <translation>
                <numerusform>%n hour</numerusform>
                <numerusform>%n hours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n sources are silent</source>
            <translation>
                <numerusform>%n source is silent</numerusform>
                <numerusform>%n sources are silent</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>pl::ui::Words</name>
        <message numerus="yes">
            <source>%1 lead(s)</source>
            <translation>
                <numerusform>%1 lead</numerusform>
                <numerusform>%1 leads</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 plumber(s)</source>
            <translation>
                <numerusform>%1 plumber</numerusform>
                <numerusform>%1 plumbers</numerusform>
            </translation>
        </message>
    </context>
</TS>
